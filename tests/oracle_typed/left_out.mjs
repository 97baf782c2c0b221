// Recordings whose steps compile, and whose typed answer differs on purpose. Each names a scenario that exists.
export const DIFFERS = {
  'preload-hasOne-select': 'select of some columns reads the primary key too',
  'load-belongsTo-unsaved': 'load takes any struct: one that is no row has nothing related',
  'load-hasMany-unsaved': 'load takes any struct: one that is no row has nothing related',
  'deleted-use-after-delete': 'a row that was removed is a struct like any other: load takes it, and save inserts it again',
}
