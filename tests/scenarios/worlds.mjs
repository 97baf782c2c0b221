// The models of our scenarios, and random rows for them: null and dangling keys, duplicate links, parents without children.
import { columnName } from './evaluator/world.mjs'

/**
 * A model from one line: 'id! name:text countryId>Country'. `!` marks the key (of type text with `!text`), `>Model` an integer key of
 * that model, `~Model` a text key, `:text` and `:date` texts; anything else is an integer.
 */
function parseModel(line) {
    return line.split(' ').map((word) => {
        const [, property, sign, detail] = /^(\w+)([!:>~]?)(\w*)$/.exec(word)
        const text = sign === '~' || ['text', 'date', 'types'].includes(detail)
        return { property, column: columnName(property), sign, detail, type: text ? 'text' : 'integer' }
    })
}

const hasMany = (related, options) => ({ type: 'hasMany', related, ...(options && { options }) })
const hasOne = (related, options) => ({ type: 'hasOne', related, ...(options && { options }) })
const belongsTo = (related, options) => ({ type: 'belongsTo', related, ...(options && { options }) })
const pivot = (related, options) => ({ type: 'manyToMany', related, options })
const through = (related, ...models) => ({ type: 'hasManyThrough', related, options: { throughModels: models } })
const passing = (related, ...via) => ({ type: 'hasManyThrough', related, options: { via } })
const oneThrough = (related, ...models) => ({ type: 'hasOneThrough', related, options: { throughModels: models } })
const onePassing = (related, ...via) => ({ type: 'hasOneThrough', related, options: { via } })

const postTags = { pivotTable: 'post_tag', pivotForeignKey: 'post_id', pivotRelatedForeignKey: 'tag_id' }
const tagPosts = { pivotTable: 'post_tag', pivotForeignKey: 'tag_id', pivotRelatedForeignKey: 'post_id' }

/** Six models in a line, a link table, a pivot, a self relation and text keys. */
export const geography = {
    tables: {
        continents: ['Continent', 'id! name:text'],
        countries: ['Country', 'id! continentId>Continent name:text code:text'],
        users: ['User', 'id! countryId>Country managerId>User name:text age'],
        profiles: ['Profile', 'id! userId>User bio:text'],
        posts: ['Post', 'id! userId>User title:text score createdAt:date'],
        comments: ['Comment', 'id! postId>Post userId>User likes'],
        tags: ['Tag', 'id! name:text rank'],
        teams: ['Team', 'id! name:text'],
        memberships: ['Membership', 'id! userId>User teamId>Team since'],
        depots: ['Depot', 'code!text countryCode~Country name:text'],
        parcels: ['Parcel', 'id! depotCode~Depot weight'],
        post_tag: [null, 'postId>Post tagId>Tag weight'],
    },
    relations: {
        Continent: {
            countries: hasMany('Country'),
            users: through('User', 'Country'),
            posts: through('Post', 'Country', 'User'),
            comments: through('Comment', 'Country', 'User', 'Post'),
            tags: passing('Tag', 'posts', 'tags'),
            teams: passing('Team', 'users', 'teams'),
            commenters: passing('User', 'comments', 'author'),
            parcels: passing('Parcel', 'countries', 'depots', 'parcels'),
            firstPost: oneThrough('Post', 'Country', 'User'),
            profile: onePassing('Profile', 'users', 'profile'),
        },
        Country: {
            continent: belongsTo('Continent'),
            users: hasMany('User'),
            depots: hasMany('Depot', { localKey: 'code', foreignKey: 'countryCode' }),
            posts: through('Post', 'User'),
            comments: through('Comment', 'User', 'Post'),
            tags: passing('Tag', 'users', 'posts', 'tags'),
            teams: passing('Team', 'users', 'teams'),
            parcels: passing('Parcel', 'depots', 'parcels'),
            profile: oneThrough('Profile', 'User'),
            firstComment: oneThrough('Comment', 'User', 'Post'),
            neighbours: passing('Country', 'continent', 'countries'),
        },
        User: {
            country: belongsTo('Country'),
            manager: belongsTo('User', { foreignKey: 'managerId' }),
            reports: hasMany('User', { foreignKey: 'managerId' }),
            profile: hasOne('Profile'),
            posts: hasMany('Post'),
            memberships: hasMany('Membership'),
            teams: through('Team', 'Membership'),
            teammates: passing('User', 'teams', 'users'),
            comments: through('Comment', 'Post'),
            tags: passing('Tag', 'posts', 'tags'),
            continent: onePassing('Continent', 'country', 'continent'),
            colleagues: passing('User', 'country', 'users'),
            grandReports: passing('User', 'reports', 'reports'),
            greatGrandReports: passing('User', 'reports', 'grandReports'),
            grandManager: onePassing('User', 'manager', 'manager'),
            managersProfile: onePassing('Profile', 'manager', 'profile'),
            admirers: passing('User', 'posts', 'comments', 'author'),
        },
        Post: {
            author: belongsTo('User', { foreignKey: 'userId' }),
            comments: hasMany('Comment'),
            tags: pivot('Tag', postTags),
            country: onePassing('Country', 'author', 'country'),
            continent: onePassing('Continent', 'author', 'country', 'continent'),
            authorsProfile: onePassing('Profile', 'author', 'profile'),
            similar: passing('Post', 'tags', 'posts'),
            commenters: passing('User', 'comments', 'author'),
            teams: passing('Team', 'author', 'teams'),
        },
        Comment: {
            post: belongsTo('Post'),
            author: belongsTo('User', { foreignKey: 'userId' }),
            postsCountry: onePassing('Country', 'post', 'author', 'country'),
            postsContinent: onePassing('Continent', 'post', 'continent'),
            tags: passing('Tag', 'post', 'tags'),
        },
        Tag: {
            posts: pivot('Post', tagPosts),
            authors: passing('User', 'posts', 'author'),
            countries: passing('Country', 'posts', 'author', 'country'),
            continents: passing('Continent', 'posts', 'author', 'country', 'continent'),
            comments: passing('Comment', 'posts', 'comments'),
            siblings: passing('Tag', 'posts', 'tags'),
        },
        Team: {
            memberships: hasMany('Membership'),
            users: through('User', 'Membership'),
            posts: passing('Post', 'users', 'posts'),
            countries: passing('Country', 'users', 'country'),
            tags: passing('Tag', 'users', 'posts', 'tags'),
        },
        Profile: {
            user: belongsTo('User'),
            country: onePassing('Country', 'user', 'country'),
            continent: onePassing('Continent', 'user', 'country', 'continent'),
        },
        Membership: { user: belongsTo('User'), team: belongsTo('Team'), usersPosts: passing('Post', 'user', 'posts') },
        Depot: {
            country: belongsTo('Country', { localKey: 'code', foreignKey: 'countryCode' }),
            parcels: hasMany('Parcel', { foreignKey: 'depotCode' }),
            continent: onePassing('Continent', 'country', 'continent'),
            users: passing('User', 'country', 'users'),
            posts: passing('Post', 'country', 'users', 'posts'),
        },
        Parcel: {
            depot: belongsTo('Depot', { foreignKey: 'depotCode' }),
            country: onePassing('Country', 'depot', 'country'),
            continent: onePassing('Continent', 'depot', 'country', 'continent'),
            users: passing('User', 'depot', 'country', 'users'),
        },
    },
}

const commentable = { typeKey: 'commentableType', foreignKey: 'commentableId' }
const imageable = { typeKey: 'imageableType', foreignKey: 'imageableId' }
const noteable = { typeKey: 'noteableType', foreignKey: 'noteableCode' }
const taggable = {
    pivotTable: 'taggables',
    pivotForeignKey: 'taggable_id',
    pivotRelatedForeignKey: 'tag_id',
    pivotTypeKey: 'taggable_type',
}
const tagged = { ...taggable, pivotForeignKey: 'tag_id', pivotRelatedForeignKey: 'taggable_id' }
const morph = (type, related, options) => ({ type, related, options })
const morphTo = (options) => ({ type: 'morphTo', options })

const latest = {
    ofMany: [
        ['createdAt', 'desc'],
        ['id', 'desc'],
    ],
}
const oldest = {
    ofMany: [
        ['createdAt', 'asc'],
        ['id', 'asc'],
    ],
}
const greatest = (column) => ({
    ofMany: [
        [column, 'desc'],
        ['id', 'asc'],
    ],
})

/** Posts, videos and users with the same ids, commented, pictured and tagged by type and id; cities and planets by type and text. */
export const media = {
    tables: {
        countries: ['Country', 'id! name:text'],
        users: ['User', 'id! countryId>Country name:text'],
        posts: ['Post', 'id! userId>User title:text score'],
        videos: ['Video', 'id! userId>User title:text length'],
        comments: ['Comment', 'id! userId>User commentableType:types commentableId likes createdAt:date'],
        images: ['Image', 'id! imageableType:types imageableId rank createdAt:date'],
        tags: ['Tag', 'id! name:text'],
        cities: ['City', 'code!text name:text'],
        planets: ['Planet', 'code!text name:text'],
        notes: ['Note', 'id! noteableType:types noteableCode body:text rank'],
        logins: ['Login', 'id! userId>User at:date success score'],
        taggables: [null, 'tagId>Tag taggableType:types taggableId weight'],
    },
    types: {
        comments: { types: ['post', 'video', 'Comment'], id: 'commentable_id' },
        images: { types: ['post', 'User'], id: 'imageable_id' },
        notes: { types: ['City', 'planet'], id: 'noteable_code', text: true },
        taggables: { types: ['Post', 'vid'], id: 'taggable_id' },
    },
    relations: {
        Country: {
            users: hasMany('User'),
            posts: through('Post', 'User'),
            latestLogin: {
                type: 'hasOneThrough',
                related: 'Login',
                options: {
                    throughModels: ['User'],
                    ofMany: [
                        ['at', 'desc'],
                        ['id', 'desc'],
                    ],
                },
            },
            bestPost: { type: 'hasOneThrough', related: 'Post', options: { throughModels: ['User'], ...greatest('score') } },
            postComments: passing('Comment', 'users', 'posts', 'comments'),
            tags: passing('Tag', 'posts', 'tags'),
            avatar: onePassing('Image', 'users', 'avatar'),
        },
        User: {
            country: belongsTo('Country'),
            posts: hasMany('Post'),
            videos: hasMany('Video'),
            comments: hasMany('Comment'),
            postComments: passing('Comment', 'posts', 'comments'),
            postTags: passing('Tag', 'posts', 'tags'),
            avatar: morph('morphOne', 'Image', imageable),
            images: morph('morphMany', 'Image', imageable),
            latestImage: morph('morphOne', 'Image', { ...imageable, ...latest }),
            logins: hasMany('Login'),
            latestLogin: hasOne('Login', {
                ofMany: [
                    ['at', 'desc'],
                    ['id', 'desc'],
                ],
            }),
            oldestLogin: hasOne('Login', {
                ofMany: [
                    ['at', 'asc'],
                    ['id', 'asc'],
                ],
            }),
            bestLogin: hasOne('Login', greatest('score')),
            lastLogin: hasOne('Login', { ofMany: [['at', 'desc']] }),
            firstLogin: hasOne('Login', { ofMany: [['at', 'asc']] }),
            latestSuccess: hasOne('Login', {
                ofMany: [
                    ['at', 'desc'],
                    ['id', 'desc'],
                ],
                onQuery: [['where', 'success', 1]],
            }),
        },
        Post: {
            author: belongsTo('User', { foreignKey: 'userId' }),
            comments: morph('morphMany', 'Comment', { ...commentable, value: 'post' }),
            image: morph('morphOne', 'Image', { ...imageable, value: 'post' }),
            latestComment: morph('morphOne', 'Comment', { ...commentable, value: 'post', ...latest }),
            likedComment: morph('morphOne', 'Comment', { ...commentable, value: 'post', ...greatest('likes') }),
            popularComments: morph('morphMany', 'Comment', { ...commentable, value: 'post', onQuery: [['where', 'likes', '>', 3]] }),
            tags: morph('morphToMany', 'Tag', taggable),
        },
        Video: {
            author: belongsTo('User', { foreignKey: 'userId' }),
            comments: morph('morphMany', 'Comment', { ...commentable, value: 'video' }),
            oldestComment: morph('morphOne', 'Comment', { ...commentable, value: 'video', ...oldest }),
            tags: morph('morphToMany', 'Tag', { ...taggable, value: 'vid', pivotColumns: ['weight'] }),
        },
        Comment: {
            author: belongsTo('User', { foreignKey: 'userId' }),
            commentable: morphTo({ ...commentable, types: { post: 'Post', video: 'Video', Comment: 'Comment' } }),
            replies: morph('morphMany', 'Comment', commentable),
        },
        Image: { imageable: morphTo({ ...imageable, types: { post: 'Post', User: 'User' } }) },
        Tag: {
            posts: morph('morphedByMany', 'Post', tagged),
            videos: morph('morphedByMany', 'Video', { ...tagged, value: 'vid' }),
            authors: passing('User', 'posts', 'author'),
            comments: passing('Comment', 'videos', 'comments'),
        },
        City: { notes: morph('morphMany', 'Note', noteable), topNote: morph('morphOne', 'Note', { ...noteable, ...greatest('rank') }) },
        Planet: { notes: morph('morphMany', 'Note', { ...noteable, value: 'planet' }) },
        Note: { noteable: morphTo({ ...noteable, types: { City: 'City', planet: 'Planet' } }) },
        Login: { user: belongsTo('User') },
    },
}

const CODES = ['aa', 'bb', 'cc', 'dd', 'ee']
const WORDS = ['ash', 'birch', 'cedar', 'elm', 'fir', 'oak']
const DATES = ['2024-01-01', '2024-01-02', '2024-02-01', '2024-03-01']

/** The members `tables` and `models` of a scenario, with these rows. */
export function scenarioOf(world, rows) {
    const tables = []
    const models = {}
    for (const [table, [model, line]] of Object.entries(world.tables)) {
        const textId = world.types?.[table]?.text && world.types[table].id
        const columns = parseModel(line).map((c) => ({ ...c, type: c.column === textId ? 'text' : c.type }))
        tables.push({
            name: table,
            columns: columns.map((c) => ({ name: c.column, type: c.type, ...(c.sign === '!' && { primary: true }) })),
        })
        if (!model) continue
        models[model] = {
            table,
            ...(columns.some((c) => c.sign === '!' && c.detail === 'text') && { selfAssignPrimaryKey: true }),
            columns: Object.fromEntries(columns.map((c) => [c.property, { type: c.type, ...(c.sign === '!' && { primary: true }) }])),
            relations: world.relations[model] ?? {},
        }
    }
    return { tables, rows, models }
}

function randomKey(random, known) {
    if (random.chance(0.12)) return null
    return random.chance(0.1) ? 99 : random.pick(known)
}

/** Few rows, so that a person can work them out too. */
export function randomRows(world, random) {
    const rows = {}
    const keys = {}
    const models = Object.entries(world.tables).filter(([, [model]]) => model)
    for (const [, [model, line]] of models) {
        const text = parseModel(line)[0].detail === 'text'
        keys[model] = text ? CODES.slice(0, random.between(2, 4)) : Array.from({ length: random.between(3, 7) }, (_, i) => i + 1)
    }
    for (const [table, [model, line]] of Object.entries(world.tables)) {
        const columns = parseModel(line)
        const number = model ? keys[model].length : random.between(6, 14)
        rows[table] = Array.from({ length: number }, (_, i) => columns.map((c) => randomValue(world, table, c, random, keys, i, model)))
    }
    return rows
}

function randomValue(world, table, c, random, keys, i, model) {
    const morphs = world.types?.[table]
    if (c.sign === '!') return keys[model][i]
    if (c.sign === '>') return randomKey(random, keys[c.detail])
    if (c.sign === '~') return random.chance(0.15) ? null : random.pick(CODES)
    if (c.detail === 'types') return random.chance(0.08) ? null : random.pick(morphs.types)
    if (morphs?.id === c.column) return random.chance(0.1) ? null : morphs.text ? random.pick(CODES) : random.between(1, 5)
    if (c.column === 'code') return CODES[i] ?? null // what other tables name by text is unique here
    if (c.detail === 'date') return random.pick(DATES)
    if (c.column === 'success') return random.below(2)
    if (c.type === 'text') return random.pick(WORDS)
    return random.chance(0.1) ? null : random.below(10)
}
