// Brings out the path of the relation that is pointed at or has the focus.
const picture = document.querySelector('#picture svg')
const show = (relation, on) => {
  picture.classList.toggle('chosen', on)
  relation.classList.toggle('chosen', on)
  for (const id of relation.dataset.edges.split(' ').filter(Boolean)) document.getElementById(id).classList.toggle('chosen', on)
}
for (const relation of picture.querySelectorAll('.relation')) {
  for (const event of ['mouseenter', 'focus']) relation.addEventListener(event, () => show(relation, true))
  for (const event of ['mouseleave', 'blur']) relation.addEventListener(event, () => show(relation, false))
}
