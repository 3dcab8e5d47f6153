version 1.0

import "inner.wdl"

task run {
  command {}
}
