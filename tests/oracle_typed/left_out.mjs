// Recordings whose steps compile, and whose typed answer differs on purpose. Each names a scenario that exists.
export const DIFFERS = {
  'preload-hasOne-select': 'select of some columns reads the primary key too',
  'load-belongsTo-unsaved': 'load takes any struct: one that is no row has nothing related',
  'load-hasMany-unsaved': 'load takes any struct: one that is no row has nothing related',
  'associate-dissociate': 'a struct does not know what the table holds: dissociate writes a null that is there already',
  'associate-same-again': 'a struct does not know what the table holds: associate writes a key that is there already',
  'random-writes-11008': 'a struct does not know what the table holds: associate writes a key that is there already',
  'm2m-save-many-no-sync': 'a struct does not know what the table holds: save_many writes a row that was not changed',
  'm2m-save-new': 'a struct does not know what the table holds: save writes a row that was not changed',
  'save-has-many': 'a struct does not know what the table holds: save writes a row that was not changed',
  'deleted-use-after-delete': 'a row that was removed is a struct like any other, and calls take it',
}
