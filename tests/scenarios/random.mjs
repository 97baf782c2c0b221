// Numbers that are the same on every machine.

export function randomFrom(seed) {
    let state = seed >>> 0
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0
        let t = state
        t = Math.imul(t ^ (t >>> 15), t | 1)
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296
    }
    const below = (n) => Math.floor(next() * n)
    return {
        below,
        between: (low, high) => low + below(high - low + 1),
        chance: (probability) => next() < probability,
        pick: (list) => list[below(list.length)],
        some: (list, n) => {
            const left = [...list]
            const out = []
            while (left.length && out.length < n) out.push(...left.splice(below(left.length), 1))
            return out
        },
    }
}
