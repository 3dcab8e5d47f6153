# simulate.awk: the reads of the demo, in FASTQ. They are drawn from a genome that is drawn itself, so they belong to
# nobody; the same seed gives the same reads with every awk.
#
#   awk -v seed=1 -v prefix=leaf -v reads=120 -v quality=36 -f simulate.awk /dev/null >data/leaf.fastq
#
# quality is that of a read's first bases; it falls along the read, and some bases are not read at all (N).

# The minimal standard generator (Park and Miller): its products stay below 2^53, so no awk rounds them.
function draw(n) {
    state = (state * 16807) % 2147483647
    return int(state / 2147483647 * n)
}

BEGIN {
    genome_length = 2000
    read_length = 75
    state = 20251
    for (i = 1; i <= genome_length; i++) {
        genome = genome substr("ACGTGCATGC", draw(10) + 1, 1)
    }

    state = seed
    for (i = 1; i <= 10; i++) {
        draw(2)     # neighbouring seeds give neighbouring first numbers
    }
    for (i = 1; i <= reads; i++) {
        start = draw(genome_length - read_length) + 1
        bases = ""
        qualities = ""
        for (j = 0; j < read_length; j++) {
            q = quality - int(j / 8) - draw(6)
            if (q < 2) {
                q = 2
            }
            base = substr(genome, start + j, 1)
            if (q <= 3 && draw(2) == 0) {
                base = "N"
            } else if (draw(1000) < 10 ^ (-q / 10) * 1000) {
                base = substr("ACGT", draw(4) + 1, 1)
            }
            bases = bases base
            qualities = qualities sprintf("%c", q + 33)
        }
        printf "@%s.%d\n%s\n+\n%s\n", prefix, i, bases, qualities
    }
}
