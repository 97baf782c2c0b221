// Traps of through relations, each by its name, over one small world.
import { geography } from './worlds.mjs'

const rows = {
    continents: [
        [1, 'Northia'],
        [2, 'Southia'],
        [3, 'Empty'],
        [4, 'Hollow'],
    ],
    countries: [
        [1, 1, 'Avalon', 'aa'],
        [2, 1, 'Borduria', 'bb'],
        [3, 2, 'Cimmeria', 'cc'],
        [4, null, 'Drift', null],
        [5, 99, 'Lost', 'ee'],
        [6, 4, 'Void', 'ff'],
    ],
    users: [
        [1, 1, null, 'ann', 31],
        [2, 1, 1, 'bob', 25],
        [3, 2, 1, 'cyd', 40],
        [4, 3, 2, 'dan', null],
        [5, null, 4, 'eve', 25],
        [6, 77, 5, 'fay', 52],
        [7, 3, 7, 'gus', 19],
    ],
    profiles: [
        [1, 2, 'second of ann’s country'],
        [2, 1, 'ann'],
        [3, 1, 'ann again'],
        [4, null, 'nobody'],
        [5, 88, 'dangling'],
        [6, 4, 'dan'],
    ],
    posts: [
        [1, 1, 'alpha', 5, '2024-01-01'],
        [2, 1, 'beta', 3, '2024-02-01'],
        [3, 2, 'gamma', 5, '2024-02-01'],
        [4, 3, 'delta', null, '2024-01-02'],
        [5, 4, 'eps', 9, '2024-03-01'],
        [6, 5, 'zeta', 7, '2024-03-01'],
        [7, null, 'eta', 1, null],
        [8, 66, 'theta', 2, '2024-01-01'],
    ],
    comments: [
        [1, 1, 2, 3],
        [2, 1, 3, 0],
        [3, 2, 1, 7],
        [4, 3, null, 1],
        [5, 4, 4, 2],
        [6, 5, 2, 9],
        [7, null, 1, 4],
        [8, 55, 1, 6],
        [9, 1, 2, null],
    ],
    tags: [
        [1, 'red', 1],
        [2, 'green', 2],
        [3, 'blue', 3],
        [4, 'unused', 4],
    ],
    teams: [
        [1, 'chess'],
        [2, 'rowing'],
        [3, 'nobody'],
    ],
    memberships: [
        [1, 1, 1, 2001],
        [2, 1, 2, 2002],
        [3, 2, 1, 2003],
        [4, 3, 2, 2004],
        [5, 3, 2, 2005],
        [6, null, 1, 2006],
        [7, 4, null, 2007],
        [8, 4, 44, 2008],
    ],
    depots: [
        ['a1', 'aa', 'ash'],
        ['a2', 'aa', 'birch'],
        ['c1', 'cc', 'cedar'],
        ['n1', null, 'elm'],
        ['x1', 'zz', 'fir'],
    ],
    parcels: [
        [1, 'a1', 5],
        [2, 'a1', 2],
        [3, 'a2', 7],
        [4, 'c1', 1],
        [5, null, 9],
        [6, 'gone', 3],
    ],
    post_tag: [
        [1, 1, 5],
        [1, 2, 3],
        [2, 1, 2],
        [3, 2, 9],
        [3, 2, 4],
        [4, 3, 1],
        [5, 1, 7],
        [null, 1, 1],
        [1, null, 1],
        [44, 3, 2],
        [2, 44, 8],
    ],
}

const byId = ['orderBy', 'id', 'asc']
const all = (model, ...query) => ({ op: 'query', model, query: [...query, byId] })
const one = (model, id) => ({ op: 'find', model, id, as: 'row' })
const related = (relation, ...query) => ({ op: 'related.query', row: 'row', relation, query })

/** Cases by family and name: a list of steps. */
const cases = {
    'has-one-through': {
        'first of several is the lowest key': [all('Country', ['preload', 'profile', null])],
        'condition chooses another': [all('Country', ['preload', 'profile', [['where', 'bio', 'like', 'ann%']]])],
        'null and dangling keys are empty': [all('Post', ['preload', 'country', null], ['preload', 'continent', null])],
        'over two belongs-to': [all('User', ['preload', 'continent', null])],
        'of one row': [one('User', 4), related('continent'), { op: 'load', row: 'row', relation: 'continent', query: [] }],
        'of a row with a null key': [one('Post', 7), related('country'), { op: 'load', row: 'row', relation: 'country', query: [] }],
        'counts every candidate': [all('Country', ['withCount', 'profile', null]), all('Country', ['has', 'profile', '>=', 2])],
        'has not': [all('User', ['doesntHave', 'continent'])],
        'condition on the middle': [all('Country', ['preload', 'profile', [['where', 'users.name', 'bob']]])],
        'three hops to one': [all('Country', ['preload', 'firstComment', null])],
        'pages are refused': [one('Country', 1), { ...related('profile'), terminal: 'paginate', page: 1, perPage: 2 }],
        'group limit is refused': [all('Country', ['preload', 'profile', [['groupLimit', 1]]])],
        'manager of manager': [all('User', ['preload', 'grandManager', null], ['preload', 'managersProfile', null])],
    },
    'deep-through': {
        'four tables': [all('Continent', ['preload', 'posts', [byId]]), all('Continent', ['preload', 'comments', [byId]])],
        'once per way': [all('Country', ['preload', 'tags', [byId]])],
        'distinct once per parent': [all('Country', ['preload', 'tags', [['distinct'], byId]])],
        'distinct is counted': [
            all(
                'Country',
                ['withCount', 'tags', [['distinct']]],
                [
                    'withAggregate',
                    'tags',
                    [
                        ['count', '*'],
                        ['as', 'ways'],
                    ],
                ],
            ),
        ],
        'distinct in a related query': [one('Country', 1), related('tags', byId), related('tags', ['distinct'], byId)],
        'limit is of each parent': [all('Continent', ['preload', 'posts', [['orderBy', 'score', 'desc'], byId, ['limit', 2]]])],
        'limit and offset are of each parent': [all('Continent', ['preload', 'comments', [byId, ['limit', 2], ['offset', 1]]])],
        'group limit over ways': [
            all('Country', [
                'preload',
                'tags',
                [
                    ['groupLimit', 2],
                    ['groupOrderBy', 'id', 'desc'],
                ],
            ]),
        ],
        'group limit then order': [all('Continent', ['preload', 'posts', [['groupLimit', 2], ['groupOrderBy', 'score', 'desc'], byId]])],
        'has with a number': [
            all('Continent', ['has', 'posts', '>=', 3]),
            all('Continent', ['has', 'posts', '=', 0]),
            all('Continent', ['has', 'comments', '<', 2]),
        ],
        'has not': [all('Continent', ['doesntHave', 'comments']), all('Tag', ['doesntHave', 'continents'])],
        'has not with a number': [all('Continent', ['doesntHave', 'posts', '>', 1])],
        'conditions on the middles': [
            all('Continent', ['whereHas', 'posts', [['where', 'users.age', '>', 30]]]),
            all('Continent', [
                'whereHas',
                'posts',
                [
                    ['where', 'users.age', '>', 30],
                    ['where', 'countries.name', 'Borduria'],
                ],
            ]),
            all('Continent', ['preload', 'comments', [['where', 'posts.score', '>=', 5], ['where', 'users.name', '!=', 'dan'], byId]]),
        ],
        'an or stays inside': [
            all('Continent', ['preload', 'posts', [['where', 'score', 9], ['orWhere', 'score', 5], byId]]),
            one('Continent', 2),
            related('posts', ['where', 'score', 5], ['orWhere', 'score', 9], byId),
        ],
        'or groups in has': [
            all('Continent', [
                'whereHas',
                'posts',
                [
                    [
                        'whereGroup',
                        [
                            ['where', 'score', 3],
                            ['orWhere', 'score', 9],
                        ],
                    ],
                    ['where', 'title', 'like', 'e%'],
                ],
            ]),
        ],
        'nested has over has': [
            all('Continent', ['whereHas', 'comments', [['whereHas', 'author', [['whereHas', 'teams', [['where', 'name', 'chess']]]]]]]),
        ],
        'counts beside counts': [
            all(
                'Continent',
                ['withCount', 'posts', null],
                ['withCount', 'comments', null],
                ['withCount', 'tags', null],
                ['withCount', 'countries', null],
            ),
        ],
        aggregates: [
            all(
                'Continent',
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
                    'posts',
                    [
                        ['avg', 'score'],
                        ['as', 'mean'],
                    ],
                ],
                [
                    'withAggregate',
                    'comments',
                    [
                        ['max', 'likes'],
                        ['as', 'most'],
                    ],
                ],
            ),
        ],
        'aggregate of nothing': [
            all(
                'Continent',
                ['where', 'name', 'Empty'],
                [
                    'withAggregate',
                    'posts',
                    [
                        ['sum', 'score'],
                        ['as', 'total'],
                    ],
                ],
                ['withCount', 'posts', null],
            ),
        ],
        'count under a condition on a middle': [
            all('Continent', [
                'withCount',
                'posts',
                [
                    ['where', 'countries.name', 'Avalon'],
                    ['as', 'avalons'],
                ],
            ]),
        ],
        'link table with keys on both': [all('User', ['preload', 'teams', [byId]]), all('Team', ['preload', 'users', [byId]])],
        'condition on the link table': [
            all('User', ['preload', 'teams', [['wherePivot', 'since', '>', 2002], byId]]),
            all('Team', ['whereHas', 'users', [['where', 'memberships.since', '<=', 2003]]]),
        ],
        'over a link table and back': [
            all('User', ['preload', 'teammates', [byId]]),
            all('User', ['preload', 'teammates', [['distinct'], byId]]),
        ],
        'self two deep': [all('User', ['preload', 'grandReports', [byId]]), all('User', ['has', 'grandReports'])],
        'self three deep, with a row that is its own manager': [
            all('User', ['preload', 'greatGrandReports', [byId]]),
            all('User', ['withCount', 'greatGrandReports', null]),
        ],
        'self with a condition on the target': [
            all('User', ['whereHas', 'grandReports', [['where', 'users.name', 'dan']]]),
            all('User', ['whereHas', 'greatGrandReports', [['where', 'name', 'eve']]]),
        ],
        'has of a self relation in itself': [all('User', ['whereHas', 'reports', [['whereHas', 'grandReports', [['where', 'age', 25]]]]])],
        'through belongs-to and back down': [
            all('User', ['preload', 'colleagues', [byId]]),
            all('Country', ['preload', 'neighbours', [byId]]),
        ],
        'many-to-many in the middle': [
            all('Tag', ['preload', 'countries', [byId]]),
            all('Tag', ['preload', 'continents', [['distinct'], byId]]),
        ],
        'many-to-many there and back': [
            all('Post', ['preload', 'similar', [byId]]),
            all('Tag', ['preload', 'siblings', [['distinct'], byId]]),
        ],
        'belongs-to at the end': [all('Continent', ['preload', 'commenters', [byId]]), all('Post', ['preload', 'commenters', [byId]])],
        'text keys on the way': [
            all('Country', ['preload', 'parcels', [byId]]),
            all('Continent', ['preload', 'parcels', [byId]]),
            all('Parcel', ['preload', 'country', null], ['preload', 'users', [byId]]),
        ],
        'text keys under limits': [
            all('Country', ['preload', 'parcels', [byId, ['limit', 1]]]),
            {
                op: 'query',
                model: 'Depot',
                query: [
                    ['preload', 'posts', [byId, ['limit', 1]]],
                    ['orderBy', 'code', 'asc'],
                ],
            },
        ],
        'preloads below': [
            all('Continent', [
                'preload',
                'posts',
                [byId, ['preload', 'tags', [byId]], ['preload', 'author', [['preload', 'teams', [byId]]]]],
            ]),
        ],
        'preload of what is empty costs nothing below': [
            all('Continent', ['where', 'name', 'Empty'], ['preload', 'posts', [['preload', 'comments', [['preload', 'author', null]]]]]),
        ],
        'no roots cost one statement': [all('Continent', ['where', 'name', 'none'], ['preload', 'posts', [['preload', 'comments', null]]])],
        'counts below a preload': [
            all('Continent', [
                'preload',
                'users',
                [
                    byId,
                    ['withCount', 'tags', null],
                    [
                        'withCount',
                        'comments',
                        [
                            ['where', 'likes', '>', 2],
                            ['as', 'liked'],
                        ],
                    ],
                ],
            ]),
        ],
        'pages of a related query': [one('Continent', 1), { ...related('posts', byId), terminal: 'paginate', page: 2, perPage: 2 }],
        'first of a related query': [
            one('Continent', 1),
            { ...related('comments', ['orderBy', 'likes', 'desc'], byId), terminal: 'first' },
        ],
        'first or fail of none': [one('Continent', 3), { ...related('posts', byId), terminal: 'firstOrFail' }],
        'loads into one row': [
            one('Country', 1),
            { op: 'load', row: 'row', relation: 'comments', query: [byId] },
            { op: 'load', row: 'row', relation: 'tags', query: [['distinct'], byId] },
            { op: 'loadCount', row: 'row', relation: 'comments' },
        ],
        'of a row with a null key': [
            one('Country', 4),
            { op: 'load', row: 'row', relation: 'parcels', query: [byId] },
            related('parcels', byId),
            { op: 'load', row: 'row', relation: 'neighbours', query: [] },
        ],
        'unknown relation': [
            all('Continent', ['preload', 'postings', null]),
            all('Continent', ['whereHas', 'posts', [['has', 'nothing']]]),
        ],
        'unknown column of a middle': [all('Continent', ['whereHas', 'posts', [['where', 'users.height', 3]]])],
        'either way of has': [
            all('Continent', ['has', 'parcels'], ['orHas', 'tags', '>=', 4]),
            all('Continent', ['where', 'name', 'Empty'], ['orWhereHas', 'posts', [['where', 'score', 9]]]),
        ],
    },
}

const refused = {
    'no key between two models': {
        relations: { Continent: { tags: { type: 'hasManyThrough', related: 'Tag', options: { throughModels: ['Country', 'Team'] } } } },
        steps: [all('Continent', ['preload', 'tags', null])],
    },
}

const declared = {
    'passing a relation with a condition': {
        relations: {
            Continent: {
                richCountries: {
                    type: 'hasMany',
                    related: 'Country',
                    options: {
                        onQuery: [
                            ['where', 'name', 'Avalon'],
                            ['orWhere', 'name', 'Cimmeria'],
                        ],
                    },
                },
                richUsers: { type: 'hasManyThrough', related: 'User', options: { via: ['richCountries', 'users'] } },
            },
        },
        steps: [
            all('Continent', ['preload', 'richUsers', [byId]], ['withCount', 'richUsers', null]),
            all('Continent', ['whereHas', 'richUsers', [['where', 'age', '<', 30]]]),
        ],
    },
    'passing conditions on both ends': {
        relations: {
            User: { goodPosts: { type: 'hasMany', related: 'Post', options: { onQuery: [['where', 'score', '>', 4]] } } },
            Post: {
                likedComments: {
                    type: 'hasMany',
                    related: 'Comment',
                    options: {
                        onQuery: [
                            ['whereNotNull', 'likes'],
                            ['has', 'author'],
                        ],
                    },
                },
            },
            Country: { praise: { type: 'hasManyThrough', related: 'Comment', options: { via: ['users', 'goodPosts', 'likedComments'] } } },
        },
        steps: [
            all('Country', ['preload', 'praise', [byId]], ['withCount', 'praise', null]),
            all('Country', ['whereHas', 'praise', [['where', 'likes', '>', 2]]]),
        ],
    },
    'passing a relation whose condition is about relations': {
        relations: {
            User: { taggedPosts: { type: 'hasMany', related: 'Post', options: { onQuery: [['has', 'tags', '>=', 2]] } } },
            Country: { talk: { type: 'hasManyThrough', related: 'Comment', options: { via: ['users', 'taggedPosts', 'comments'] } } },
        },
        steps: [all('Country', ['preload', 'talk', [byId]], ['withCount', 'talk', null]), all('User', ['preload', 'taggedPosts', [byId]])],
    },
    'passing what passes the one of many': {
        relations: {
            User: { latestPost: { type: 'hasOne', related: 'Post', options: { ofMany: [['createdAt', 'desc']] } } },
            Country: {
                latestComments: { type: 'hasManyThrough', related: 'Comment', options: { via: ['users', 'latestPost', 'comments'] } },
            },
            Continent: {
                latestComments: { type: 'hasManyThrough', related: 'Comment', options: { via: ['countries', 'latestComments'] } },
            },
        },
        steps: [all('Continent', ['preload', 'latestComments', [byId]], ['withCount', 'latestComments', null])],
    },
    'passing the one of many': {
        relations: {
            User: { latestPost: { type: 'hasOne', related: 'Post', options: { ofMany: [['createdAt', 'desc']] } } },
            Country: {
                latestComments: { type: 'hasManyThrough', related: 'Comment', options: { via: ['users', 'latestPost', 'comments'] } },
            },
        },
        steps: [
            all('User', ['preload', 'latestPost', null]),
            all('Country', ['preload', 'latestComments', [byId]], ['withCount', 'latestComments', null]),
            all('Country', ['has', 'latestComments']),
        ],
    },
    'a declared condition of a deep relation': {
        relations: {
            Continent: {
                goodPosts: {
                    type: 'hasManyThrough',
                    related: 'Post',
                    options: {
                        throughModels: ['Country', 'User'],
                        onQuery: [
                            ['where', 'score', '>', 4],
                            ['orWhere', 'title', 'beta'],
                        ],
                    },
                },
            },
        },
        steps: [
            all('Continent', ['preload', 'goodPosts', [['where', 'users.name', '!=', 'bob'], byId]], ['withCount', 'goodPosts', null]),
            all('Continent', ['whereHas', 'goodPosts', [['where', 'score', '<', 5]]]),
        ],
    },
    'keys said on both ends': {
        relations: {
            Country: {
                writings: {
                    type: 'hasManyThrough',
                    related: 'Comment',
                    options: {
                        throughModels: ['User', 'Post'],
                        foreignKey: 'countryId',
                        throughForeignKey: 'postId',
                        throughLocalKey: 'id',
                    },
                },
            },
        },
        steps: [all('Country', ['preload', 'writings', [byId]])],
    },
    'a key on the link table said': {
        relations: {
            Country: {
                clubs: {
                    type: 'hasManyThrough',
                    related: 'Team',
                    options: { throughModels: ['User', 'Membership'], keyThrough: 'teamId' },
                },
            },
        },
        steps: [all('Country', ['preload', 'clubs', [byId]], ['withCount', 'clubs', [['distinct']]])],
    },
}

function withRelations(more) {
    const relations = { ...geography.relations }
    for (const [model, added] of Object.entries(more)) relations[model] = { ...relations[model], ...added }
    return { ...geography, relations }
}

const ofWorld = (family, name, steps, world = geography) => ({ family, name, world, rows, steps })

export const deepCases = [
    ...Object.entries(cases).flatMap(([family, named]) => Object.entries(named).map(([name, steps]) => ofWorld(family, name, steps))),
    ...Object.entries({ ...refused, ...declared }).map(([name, { relations, steps }]) =>
        ofWorld('deep-through', name, steps, withRelations(relations)),
    ),
]
