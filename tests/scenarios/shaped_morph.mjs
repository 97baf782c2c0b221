// Traps of polymorphic relations and of the one of many, each by its name, over one small world.
import { media } from './worlds.mjs'

const rows = {
    countries: [
        [1, 'Avalon'],
        [2, 'Borduria'],
        [3, 'Empty'],
    ],
    users: [
        [1, 1, 'ann'],
        [2, 1, 'bob'],
        [3, 2, 'cyd'],
        [4, null, 'dan'],
        [5, 77, 'eve'],
    ],
    posts: [
        [1, 1, 'alpha', 5],
        [2, 1, 'beta', 8],
        [3, 2, 'gamma', 8],
        [4, null, 'delta', null],
        [5, 3, 'eps', 2],
    ],
    videos: [
        [1, 2, 'arrival', 90],
        [2, 3, 'brazil', 120],
        [3, null, 'cube', null],
    ],
    comments: [
        [1, 1, 'post', 1, 3, '2024-01-01'],
        [2, 2, 'post', 1, 7, '2024-03-01'],
        [3, 3, 'video', 1, 9, '2024-03-01'],
        [4, 1, 'video', 2, 1, '2024-01-02'],
        [5, null, 'Comment', 1, 2, '2024-02-01'],
        [6, 2, 'Comment', 5, 4, '2024-02-02'],
        [7, 3, 'post', 2, null, '2024-01-01'],
        [8, 3, 'post', 99, 5, '2024-01-01'],
        [9, 1, 'post', null, 6, '2024-01-01'],
        [10, 1, null, 1, 8, '2024-01-01'],
        [11, 2, 'post', 1, 7, '2024-03-01'],
        [12, 2, 'Comment', 12, 0, '2024-01-01'],
    ],
    images: [
        [1, 'post', 1, 4, '2024-01-01'],
        [2, 'User', 1, 2, '2024-02-01'],
        [3, 'User', 1, 9, '2024-02-01'],
        [4, 'post', 2, null, '2024-01-02'],
        [5, 'User', 3, 1, '2024-01-01'],
        [6, 'User', null, 5, '2024-01-01'],
        [7, 'post', 88, 5, '2024-01-01'],
        [8, null, 2, 5, '2024-01-01'],
        [9, 'POST', 1, 1, '2024-01-01'],
        [10, 'ghost', null, 1, '2024-01-01'],
    ],
    tags: [
        [1, 'red'],
        [2, 'green'],
        [3, 'blue'],
        [4, 'unused'],
    ],
    cities: [
        ['aa', 'Aachen'],
        ['bb', 'Bern'],
        ['cc', 'Cork'],
    ],
    planets: [
        ['aa', 'Arrakis'],
        ['bb', 'Bespin'],
        ['pp', 'Pern'],
    ],
    notes: [
        [1, 'City', 'aa', 'ash', 3],
        [2, 'planet', 'aa', 'birch', 5],
        [3, 'City', 'aa', 'cedar', 3],
        [4, 'planet', 'pp', 'elm', 1],
        [5, 'City', 'zz', 'fir', 2],
        [6, 'City', null, 'oak', 9],
        [7, null, 'aa', 'yew', 8],
        [8, 'City', 'bb', 'fig', null],
    ],
    logins: [
        [1, 1, '2024-01-01', 1, 5],
        [2, 1, '2024-03-01', 0, 9],
        [3, 1, '2024-03-01', 0, 9],
        [9, 1, '2024-01-01', 0, 2],
        [4, 2, '2024-02-01', 0, 1],
        [5, 3, '2024-01-02', 1, null],
        [6, 3, '2024-01-01', 1, 4],
        [7, null, '2024-03-01', 1, 7],
        [8, 66, '2024-03-01', 1, 7],
    ],
    taggables: [
        [1, 'Post', 1, 5],
        [2, 'Post', 1, 3],
        [1, 'vid', 1, 8],
        [3, 'vid', 1, 2],
        [3, 'vid', 1, 6],
        [3, 'vid', 1, 6],
        [1, 'Post', 2, 4],
        [1, 'Post', 2, 6],
        [2, 'vid', 3, 1],
        [null, 'Post', 1, 1],
        [1, null, 1, 1],
        [3, 'Post', null, 1],
        [44, 'Post', 3, 1],
        [2, 'Post', 99, 1],
    ],
}

const byId = ['orderBy', 'id', 'asc']
const all = (model, ...query) => ({ op: 'query', model, query: [...query, byId] })
const byCode = (model, ...query) => ({ op: 'query', model, query: [...query, ['orderBy', 'code', 'asc']] })
const one = (model, id) => ({ op: 'find', model, id, as: 'row' })
const related = (relation, ...query) => ({ op: 'related.query', row: 'row', relation, query })
const load = (relation, query) => ({ op: 'load', row: 'row', relation, query })

/** Cases by family and name: a list of steps. */
const cases = {
    'morph-one-many': {
        'another type with the same id': [all('Post', ['preload', 'comments', [byId]]), all('Video', ['preload', 'comments', [byId]])],
        'counts of both types': [all('Post', ['withCount', 'comments', null]), all('Video', ['withCount', 'comments', null])],
        'has and has not': [
            all('Post', ['has', 'comments']),
            all('Post', ['doesntHave', 'comments']),
            all('Video', ['has', 'comments', '>=', 2]),
            all('Post', ['has', 'comments', '=', 3]),
        ],
        'has with conditions': [
            all('Post', ['whereHas', 'comments', [['where', 'likes', '>', 5]]]),
            all('Post', ['whereHas', 'comments', [['where', 'likes', 7]], '>=', 2]),
        ],
        'an or does not reach other types': [
            all('Post', ['preload', 'comments', [['where', 'likes', 3], ['orWhere', 'likes', 9], byId]]),
            one('Post', 1),
            related('comments', ['where', 'likes', 3], ['orWhere', 'likes', 9], byId),
        ],
        'an or in has does not reach other types': [
            all('Video', [
                'whereHas',
                'comments',
                [
                    ['where', 'likes', 3],
                    ['orWhere', 'likes', 7],
                ],
            ]),
        ],
        'to one of several': [all('User', ['preload', 'avatar', null]), all('Post', ['preload', 'image', null])],
        'text keys': [
            byCode('City', ['preload', 'notes', [byId]]),
            byCode('Planet', ['preload', 'notes', [byId]]),
            byCode('City', ['withCount', 'notes', null]),
        ],
        'text keys under a limit': [byCode('City', ['preload', 'notes', [['orderBy', 'rank', 'desc'], byId, ['limit', 1]]])],
        'limit of each parent': [all('Post', ['preload', 'comments', [['orderBy', 'likes', 'desc'], byId, ['limit', 2]]])],
        'group limit': [
            all('Post', [
                'preload',
                'comments',
                [
                    ['groupLimit', 1],
                    ['groupOrderBy', 'createdAt', 'desc'],
                ],
            ]),
        ],
        'offset of each parent': [all('Post', ['preload', 'comments', [byId, ['limit', 5], ['offset', 1]]])],
        'comments of comments': [
            all('Comment', ['preload', 'replies', [byId, ['preload', 'replies', [byId]]]]),
            all('Comment', ['whereHas', 'replies', [['has', 'replies']]]),
        ],
        'a comment on itself': [one('Comment', 12), related('replies', byId), load('replies', [['preload', 'replies', null]])],
        'a declared condition': [
            all('Post', ['preload', 'popularComments', [byId]], ['withCount', 'popularComments', null]),
            all('Post', ['whereHas', 'popularComments', [['where', 'likes', '<', 7]]]),
        ],
        aggregates: [
            all(
                'Post',
                [
                    'withAggregate',
                    'comments',
                    [
                        ['sum', 'likes'],
                        ['as', 'total'],
                    ],
                ],
                [
                    'withAggregate',
                    'comments',
                    [
                        ['avg', 'likes'],
                        ['as', 'mean'],
                    ],
                ],
            ),
        ],
        'two kinds at once': [
            all(
                'Post',
                ['preload', 'comments', [byId]],
                ['preload', 'image', null],
                ['preload', 'tags', [byId]],
                ['withCount', 'comments', null],
            ),
        ],
        pages: [one('Post', 1), { ...related('comments', byId), terminal: 'paginate', page: 2, perPage: 2 }],
        'group limit of one is refused': [all('Post', ['preload', 'image', [['groupLimit', 1]]])],
        'nested in has': [
            all('User', ['whereHas', 'posts', [['whereHas', 'comments', [['whereHas', 'author', [['where', 'name', 'bob']]]]]]]),
        ],
    },
    'morph-to': {
        'each its own model': [all('Comment', ['preload', 'commentable', null])],
        'text keys': [all('Note', ['preload', 'noteable', null])],
        'clauses by model': [
            all('Comment', [
                'preload',
                'commentable',
                {
                    Post: [
                        ['where', 'title', 'alpha'],
                        ['preload', 'author', null],
                    ],
                    Video: [['withCount', 'comments', null]],
                },
            ]),
        ],
        'below each model': [
            all('Comment', [
                'preload',
                'commentable',
                {
                    Post: [
                        ['preload', 'author', [['preload', 'avatar', null]]],
                        ['preload', 'tags', [byId]],
                    ],
                    Comment: [['preload', 'commentable', null]],
                },
            ]),
        ],
        'one model present asks once': [all('Comment', ['where', 'commentableType', 'video'], ['preload', 'commentable', null])],
        'no model present asks nothing': [all('Comment', ['whereNull', 'commentableType'], ['preload', 'commentable', null])],
        'null keys ask nothing': [all('Comment', ['whereNull', 'commentableId'], ['preload', 'commentable', null])],
        'has of one model': [
            all('Comment', ['whereHasMorph', 'commentable', ['Post'], []]),
            all('Comment', ['whereHasMorph', 'commentable', ['Video'], [['where', 'length', '>', 100]]]),
        ],
        'has of several models': [all('Comment', ['whereHasMorph', 'commentable', ['Post', 'Video'], [['where', 'title', 'like', 'a%']]])],
        'has not': [all('Comment', ['whereDoesntHaveMorph', 'commentable', ['Post', 'Comment'], []])],
        'has beside another condition': [all('Comment', ['where', 'likes', '>', 8], ['orWhereHasMorph', 'commentable', ['Comment'], []])],
        'has with text keys': [all('Note', ['whereHasMorph', 'noteable', ['City'], [['where', 'name', 'like', '%c%']]])],
        'relations in the clauses': [all('Comment', ['whereHasMorph', 'commentable', ['Post'], [['has', 'tags', '>=', 2]]])],
        'loads into one row': [
            one('Comment', 3),
            load('commentable', null),
            one('Comment', 5),
            load('commentable', { Comment: [['preload', 'replies', [byId]]] }),
        ],
        'of a row without it': [one('Comment', 10), load('commentable', null), one('Comment', 9), load('commentable', null)],
        'from below a preload': [all('User', ['preload', 'comments', [byId, ['preload', 'commentable', null]]])],
        'from a polymorphic many and back': [all('Post', ['preload', 'comments', [byId, ['preload', 'commentable', null]]])],
        'an unknown type is an error': [
            one('Image', 9),
            load('imageable', null),
            all('Image', ['preload', 'imageable', null]),
            all('Image', ['whereHasMorph', 'imageable', ['Post', 'User'], []]),
        ],
        'an unknown type without a key is none': [one('Image', 10), load('imageable', null)],
        'of images': [all('Image', ['where', 'id', '<', 9], ['preload', 'imageable', { User: [['preload', 'country', null]] }])],
    },
    'morph-many-to-many': {
        'another type with the same id': [all('Post', ['preload', 'tags', [byId]]), all('Video', ['preload', 'tags', [byId]])],
        'from the other side': [all('Tag', ['preload', 'posts', [byId]], ['preload', 'videos', [byId]])],
        counts: [all('Tag', ['withCount', 'posts', null], ['withCount', 'videos', null]), all('Post', ['withCount', 'tags', null])],
        'distinct with a pivot column tells links apart, a count does not': [
            all('Video', ['preload', 'tags', [['distinct'], byId]], ['withCount', 'tags', [['distinct']]]),
        ],
        'counts of distinct rows': [all('Post', ['withCount', 'tags', [['distinct']]]), all('Tag', ['withCount', 'posts', [['distinct']]])],
        'pivot columns': [
            all('Video', ['preload', 'tags', [byId]]),
            all('Post', ['preload', 'tags', [['pivotColumns', ['weight']], byId]]),
        ],
        'pivot conditions': [
            all('Post', ['preload', 'tags', [['wherePivot', 'weight', '>', 4], byId]]),
            all('Tag', ['whereHas', 'posts', [['wherePivot', 'weight', '<', 5]]]),
        ],
        'an or over the pivot stays inside': [
            all('Post', ['preload', 'tags', [['wherePivot', 'weight', 5], ['orWherePivot', 'weight', 8], byId]]),
            all('Tag', [
                'whereHas',
                'videos',
                [
                    ['wherePivot', 'weight', 5],
                    ['orWherePivot', 'weight', 8],
                ],
            ]),
        ],
        'has and has not': [
            all('Tag', ['has', 'posts']),
            all('Tag', ['doesntHave', 'videos']),
            all('Post', ['has', 'tags', '>=', 2]),
            all('Tag', ['has', 'posts', '<', 2]),
        ],
        distinct: [all('Post', ['preload', 'tags', [['distinct'], byId]])],
        'limit of each parent': [
            all('Post', ['preload', 'tags', [byId, ['limit', 1]]]),
            all('Tag', ['preload', 'posts', [['orderBy', 'score', 'desc'], byId, ['limit', 1]]]),
        ],
        'group limit': [
            all('Tag', [
                'preload',
                'posts',
                [
                    ['groupLimit', 1],
                    ['groupOrderBy', 'id', 'desc'],
                ],
            ]),
        ],
        'related query': [
            one('Post', 1),
            related('tags', byId),
            { ...related('tags', byId), terminal: 'first' },
            one('Tag', 1),
            related('videos', byId),
            related('posts', ['where', 'title', 'beta'], byId),
        ],
        'there and back': [all('Post', ['preload', 'tags', [byId, ['preload', 'videos', [byId, ['preload', 'comments', [byId]]]]]])],
        'nested has': [all('Video', ['whereHas', 'tags', [['whereHas', 'posts', [['where', 'score', '>', 4]]]]])],
        aggregates: [
            all(
                'Tag',
                [
                    'withAggregate',
                    'posts',
                    [
                        ['sum', 'score'],
                        ['as', 'total'],
                    ],
                ],
                [
                    'withAggregate',
                    'videos',
                    [
                        ['max', 'length'],
                        ['as', 'longest'],
                    ],
                ],
            ),
        ],
    },
    'through-morph': {
        'comments of a user’s posts': [all('User', ['preload', 'postComments', [byId]]), all('User', ['withCount', 'postComments', null])],
        'three hops, the last polymorphic': [
            all('Country', ['preload', 'postComments', [byId]]),
            all('Country', ['has', 'postComments', '>=', 3]),
        ],
        'over a polymorphic pivot': [
            all('Country', ['preload', 'tags', [byId]]),
            all('User', ['preload', 'postTags', [['distinct'], byId]]),
        ],
        'from a tag to authors': [
            all('Tag', ['preload', 'authors', [byId]]),
            all('Tag', ['whereHas', 'authors', [['where', 'name', 'bob']]]),
        ],
        'two polymorphic relations in a row': [all('Tag', ['preload', 'comments', [byId]]), all('Tag', ['withCount', 'comments', null])],
        'limit of each parent': [all('Country', ['preload', 'postComments', [['orderBy', 'likes', 'desc'], byId, ['limit', 1]]])],
        'conditions on the middle': [
            all('Country', ['whereHas', 'postComments', [['where', 'posts.title', 'gamma']]]),
            all('Country', ['preload', 'postComments', [['where', 'users.name', 'ann'], ['where', 'posts.score', '>', 4], byId]]),
        ],
        'to one': [all('Country', ['preload', 'avatar', null])],
    },
    'of-many': {
        'the key decides between ties': [
            all('User', ['preload', 'lastLogin', null], ['preload', 'firstLogin', null]),
            all('User', ['whereHas', 'lastLogin', [['where', 'id', 3]]]),
            one('User', 1),
            related('lastLogin'),
            related('firstLogin'),
        ],
        'latest with ties': [all('User', ['preload', 'latestLogin', null])],
        oldest: [all('User', ['preload', 'oldestLogin', null])],
        'greatest with ties and nulls': [all('User', ['preload', 'bestLogin', null])],
        'a filter that leaves none': [all('User', ['preload', 'latestSuccess', null])],
        'conditions are of the picked row': [
            all('User', ['whereHas', 'latestLogin', [['where', 'success', 1]]]),
            all('User', ['preload', 'latestLogin', [['where', 'success', 1]]]),
        ],
        'counts at most one': [
            all('User', ['withCount', 'latestLogin', null], ['withCount', 'logins', null]),
            all('User', ['has', 'latestLogin', '>=', 2]),
        ],
        'has and has not': [all('User', ['has', 'latestSuccess']), all('User', ['doesntHave', 'latestSuccess'])],
        'aggregates of the picked row': [
            all('User', [
                'withAggregate',
                'latestLogin',
                [
                    ['sum', 'score'],
                    ['as', 'latestScore'],
                ],
            ]),
        ],
        'related query': [
            one('User', 1),
            related('latestLogin'),
            related('latestSuccess'),
            related('latestLogin', ['where', 'success', 1]),
            one('User', 5),
            related('latestLogin'),
        ],
        polymorphic: [
            all('Post', ['preload', 'latestComment', null], ['preload', 'likedComment', null]),
            all('Video', ['preload', 'oldestComment', null]),
        ],
        'polymorphic with text keys': [byCode('City', ['preload', 'topNote', null])],
        'polymorphic with ties': [all('User', ['preload', 'latestImage', null])],
        'polymorphic in has': [
            all('Post', ['whereHas', 'latestComment', [['where', 'likes', '>', 5]]]),
            all('Post', ['whereHas', 'latestComment', [['whereHas', 'author', [['where', 'name', 'bob']]]]]),
        ],
        through: [all('Country', ['preload', 'latestLogin', null], ['preload', 'bestPost', null])],
        'through in has': [
            all('Country', ['whereHas', 'latestLogin', [['where', 'success', 1]]]),
            all('Country', ['withCount', 'latestLogin', null]),
        ],
        'below a preload': [all('Country', ['preload', 'users', [byId, ['preload', 'latestLogin', [['preload', 'user', null]]]]])],
        'the picked row’s own relations': [
            all('Post', [
                'preload',
                'latestComment',
                [
                    ['preload', 'author', [['preload', 'latestLogin', null]]],
                    ['preload', 'replies', [byId]],
                ],
            ]),
        ],
        'loads into one row': [
            one('User', 3),
            load('bestLogin', null),
            load('oldestLogin', []),
            load('latestSuccess', [['where', 'score', '>', 4]]),
        ],
    },
}

export const morphCases = Object.entries(cases).flatMap(([family, named]) =>
    Object.entries(named).map(([name, steps]) => ({ family, name, world: media, rows, steps })),
)
