version 1.2

## Finds the variants of a sample: indexes the reference, aligns the reads in chunks side by side, merges the
## alignments, and calls variants. Nothing in its outputs depends on where, when or beside what it ran.
##
## `container` is an image with bwa, samtools and bcftools.

# bwa and samtools look for the other files beside the first, under these very names.
struct IndexedReference {
    File fasta
    File fai
    File amb
    File ann
    File bwt
    File pac
    File sa
}

task index_reference {
    input {
        File fasta
        String container
    }

    command <<<
        cp '~{fasta}' reference.fa
        samtools faidx reference.fa
        bwa index reference.fa
    >>>

    output {
        IndexedReference reference = IndexedReference {
            fasta: "reference.fa",
            fai: "reference.fa.fai",
            amb: "reference.fa.amb",
            ann: "reference.fa.ann",
            bwt: "reference.fa.bwt",
            pac: "reference.fa.pac",
            sa: "reference.fa.sa",
        }
    }

    requirements {
        container: container
        cpu: 1
        memory: "1 GiB"
    }
}

task split_reads {
    input {
        File reads
        Int reads_per_chunk
        String container
    }

    # FASTQ has four lines a read.
    command <<<
        set -o pipefail
        gzip -dc '~{reads}' | split --lines=~{reads_per_chunk * 4} --numeric-suffixes --suffix-length=4 \
            --additional-suffix=.fastq - chunk.
    >>>

    output {
        Array[File] chunks = glob("chunk.*.fastq")
    }

    requirements {
        container: container
        cpu: 1
        memory: "1 GiB"
    }
}

task align_chunk {
    input {
        IndexedReference reference
        Pair[File, File] mates
        String sample
        String container
        Int threads = 2
    }

    # -K: bwa takes this many bases at a time, and not a number that depends on its threads, on which the insert
    # size it estimates would depend in turn. @PG: the command lines, with their paths, are left out.
    command <<<
        set -o pipefail
        bwa mem -t ~{threads} -K 10000000 -R '@RG\tID:~{sample}\tSM:~{sample}' \
            '~{reference.fasta}' '~{mates.left}' '~{mates.right}' |
            sed '/^@PG/d' |
            samtools sort --no-PG -o aligned.bam -
    >>>

    output {
        File bam = "aligned.bam"
    }

    requirements {
        container: container
        cpu: threads
        memory: "1 GiB"
    }
}

task merge_alignments {
    input {
        Array[File] bams
        String container
    }

    # -c: the chunks are of one read group. Without it, samtools would name each with a suffix drawn at random.
    command <<<
        samtools merge -c --no-PG -o merged.bam ~{sep(" ", squote(bams))}
        samtools index merged.bam
        samtools flagstat merged.bam >flagstat.txt
        samtools view -c -F 0x904 merged.bam >mapped
    >>>

    output {
        File bam = "merged.bam"
        File bai = "merged.bam.bai"
        File flagstat = "flagstat.txt"
        Int mapped_reads = read_int("mapped")
    }

    requirements {
        container: container
        cpu: 1
        memory: "1 GiB"
    }
}

task call_variants {
    input {
        IndexedReference reference
        File bam
        File bai
        String container
    }

    # ##reference: a path.
    command <<<
        set -o pipefail
        bcftools mpileup --no-version --fasta-ref '~{reference.fasta}' '~{bam}' |
            bcftools call --no-version --multiallelic-caller --variants-only --ploidy 1 |
            sed '/^##reference=/d' >variants.vcf
        grep -vc '^#' variants.vcf >count || true
    >>>

    output {
        File vcf = "variants.vcf"
        Int variants = read_int("count")
    }

    requirements {
        container: container
        cpu: 1
        memory: "1 GiB"
    }
}

workflow align {
    input {
        String sample
        File reference
        File reads_1
        File reads_2
        String container
        Int reads_per_chunk = 2500
    }

    call index_reference {
        fasta = reference,
        container,
    }

    call split_reads as split_reads_1 {
        reads = reads_1,
        reads_per_chunk,
        container,
    }

    call split_reads as split_reads_2 {
        reads = reads_2,
        reads_per_chunk,
        container,
    }

    scatter (mates in zip(split_reads_1.chunks, split_reads_2.chunks)) {
        call align_chunk {
            reference = index_reference.reference,
            mates,
            sample,
            container,
        }
    }

    call merge_alignments {
        bams = align_chunk.bam,
        container,
    }

    call call_variants {
        reference = index_reference.reference,
        bam = merge_alignments.bam,
        bai = merge_alignments.bai,
        container,
    }

    output {
        File bam = merge_alignments.bam
        File bai = merge_alignments.bai
        File flagstat = merge_alignments.flagstat
        File vcf = call_variants.vcf
        Int mapped_reads = merge_alignments.mapped_reads
        Int variants = call_variants.variants
    }
}
