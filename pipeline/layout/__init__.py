"""Chunks, page map, heads and folios: a publication becomes pages. The only package that uses WeasyPrint.

Nothing is imported here: a worker needs half of the package, the command the other.
"""

# Names, in the environment of the server of workers, the file that holds a sample of the jobs to come.
SAMPLE = "TOMES_SAMPLE"
