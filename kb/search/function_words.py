"""Words that nearly every sentence holds: outside quotation marks they are not looked for, and the reader is told so.

Articles, « de », « et » and their like, folded. Left out on purpose: words that deny or that limit (sans, pas, ni, not, without,
sin, sem…), and single letters that name something (hépatite C, vitamine D).
"""

_WORDS = {
    "fr": "a au aux avec ce ces cette dans de des du elle elles en est et il ils la le les leur leurs ou par pour qu que qui se "
    "sont sur un une",
    "en": "an and are as at by for from in is it its of on or that the their they this to was were which with",
    "es": "al con del el en es esta este la las lo los o para por que se son su sus un una unas unos y",
    "pt": "ao aos as com da das de do dos e em na nas no nos o os ou para pela pelas pelo pelos por que se um uma",
}
FUNCTION_WORDS = frozenset(word for words in _WORDS.values() for word in words.split())
