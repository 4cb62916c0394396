"""How much of a document is read, and why no more. What lies beyond a cap is said, never dropped in silence."""

MAX_BYTES = 100_000_000  # the longest illustrated annual reports weigh some tens of megabytes
MAX_MARKUP_BYTES = 10_000_000  # a web page past this is a data dump; lxml holds about thirty times its size
MAX_PAGES = 1_500  # twice the longest yearbooks of human-rights organisations; a file may claim millions
MAX_PAGE_CHARACTERS = 100_000  # twenty times a dense page; only sheets of figures have more
MAX_WEB_CHARACTERS = 2_000_000  # of a web page or a text: a report of 400 pages put on one page has 1.2 million
MAX_CHARACTERS = 6_000_000  # every page of the longest report, full

# A page takes milliseconds. Four forms that call each other ten times each hold pdfium for hours (measured).
PAGE_SECONDS = 15.0
WEB_SECONDS = 60.0  # a page of 4 MB takes nine seconds; a tag with 100 000 attributes, more than a minute (measured)
DOCUMENT_SECONDS = 180.0
MAX_RESTARTS = 3  # a file that stops the reader on more pages than this is not read further

# 3.7 kB of twice deflated blanks made pdfium take 3 GiB (measured); ordinary files take under 300 MiB.
CHILD_MEMORY_BYTES = 2 * 2**30
