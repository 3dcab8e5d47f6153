version 1.2

## Looks at the reads of some samples, one task a sample, and gathers what it finds into one report. Its tasks need
## awk and nothing else, so it runs anywhere.

struct Sample {
    String name
    File reads
}

task assess_reads {
    meta {
        description: "Counts the reads and bases of one sample and rates their quality"
    }

    input {
        Sample sample
        Int min_quality
    }

    # FASTQ has four lines a read; its qualities are characters, the first of which (`!`) means 0.
    command <<<
        LC_ALL=C awk -v name='~{sample.name}' -v min_quality=~{min_quality} '
            BEGIN {
                for (i = 33; i < 127; i++) {
                    score[sprintf("%c", i)] = i - 33
                }
            }
            NR % 4 == 2 {
                bases += length($0)
                gc += gsub(/[GC]/, "")
                unread += gsub(/N/, "")
            }
            NR % 4 == 0 {
                reads++
                sum = 0
                for (i = 1; i <= length($0); i++) {
                    sum += score[substr($0, i, 1)]
                }
                total += sum
                good += sum / length($0) >= min_quality
            }
            END {
                printf "%s\t%d\t%d\t%.1f\t%d\t%.1f\t%d\n", \
                    name, reads, bases, 100 * gc / bases, unread, total / bases, good
            }' '~{sample.reads}' >~{sample.name}.tsv
        cut -f 2 ~{sample.name}.tsv >reads
        cut -f 7 ~{sample.name}.tsv >good
    >>>

    output {
        File table = "~{sample.name}.tsv"
        Int reads = read_int("reads")
        Int good_reads = read_int("good")
    }

    requirements {
        cpu: 1
        memory: "256 MiB"
    }
}

task write_report {
    meta {
        description: "Puts the tables of all samples below one another"
    }

    input {
        Array[File] tables
    }

    command <<<
        printf 'sample\treads\tbases\tgc_percent\tunread_bases\tmean_quality\tgood_reads\n' >report.tsv
        cat ~{sep(" ", squote(tables))} >>report.tsv
    >>>

    output {
        File report = "report.tsv"
    }

    requirements {
        cpu: 1
        memory: "256 MiB"
    }
}

workflow demo {
    input {
        Array[Sample]+ samples
        Int min_quality = 20
    }

    scatter (sample in samples) {
        String sample_name = sample.name

        call assess_reads {
            sample,
            min_quality,
        }

        # More than a tenth of the reads are bad: not worth going on with.
        if (assess_reads.good_reads * 10 < assess_reads.reads * 9) {
            String doubtful = sample_name
        }
    }

    call write_report {
        tables = assess_reads.table,
    }

    output {
        File report = write_report.report
        Map[String, Int] reads = as_map(zip(sample_name, assess_reads.reads))
        Array[String] doubtful_samples = select_all(doubtful)
    }
}
