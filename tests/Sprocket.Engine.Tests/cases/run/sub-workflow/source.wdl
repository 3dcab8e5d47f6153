version 1.2

import "inner.wdl" as lib

workflow outer {
  scatter (n in [10, 20]) {
    call lib.inner { n }
  }
  call lib.inner as once { n = 1, step = 5 }
  call lib.bump as after_all after inner after once { n = 0, by = inner.sum[1] }
  output {
    Array[Int] sums = inner.sum
    Int single = once.sum
    Int last = after_all.sum
  }
}
