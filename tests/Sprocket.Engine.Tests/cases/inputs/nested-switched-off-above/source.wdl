version 1.2

import "inner.wdl"

workflow outer {
  call inner.inner
}
