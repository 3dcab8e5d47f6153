# Real reads, aligned by a real workflow.
source "$repository/tests/cluster/library.sh"

set_up_align() {
    cp "$repository"/tests/examples/align/{align.wdl,inputs.json,sprocket.toml} .
    cp -r "$root/srv/lambda" data
    inside chown -R alice: "${work#"$root"}"
}

test_reads_are_aligned_on_the_cluster_and_at_home_alike() {
    set_up_align

    run sprocket run align.wdl @inputs.json -o cluster
    cp stdout cluster.json
    cp stderr cluster.log

    expect_status 0
    expect_json stdout '."align.mapped_reads" > 19000' true
    expect_json stdout '."align.variants" > 0' true
    [ "$(grep -oE '\bn[1-4]\b' stderr | sort -u | wc -l)" -ge 2 ] || fail 'expected jobs on two nodes or more'

    run sprocket run align.wdl @inputs.json -o home --skip-config-search

    expect_status 0
    expect_in stderr apptainer
    for output in bam vcf flagstat; do
        expect_same_files "$root$(jq -r ".\"align.$output\"" cluster.json)" "$root$(jq -r ".\"align.$output\"" stdout)"
    done
    expect_in "$root$(jq -r '."align.flagstat"' stdout)" '19572 + 0 mapped (97.61%'
}
