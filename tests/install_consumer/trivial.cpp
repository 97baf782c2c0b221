#include <ginnel/ginnel.hpp>

int main() {
    return 0;
}
