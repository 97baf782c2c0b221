#include "finding/finding.hpp"

namespace finding {

void User::describe(ginnel::model<User>& user)
{
    user.column(&User::email).unique();
}
void Post::describe(ginnel::model<Post>&)
{
}
void Profile::describe(ginnel::model<Profile>& profile)
{
    profile.column(&Profile::user_id).unique();
}
void Comment::describe(ginnel::model<Comment>&)
{
}

} // namespace finding
