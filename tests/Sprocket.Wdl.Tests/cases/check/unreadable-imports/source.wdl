version 1.1

import "missing.wdl"
import "latin1.wdl" as latin
import "https://example.com/tools.wdl" as web
import "ftp://example.com/old.wdl" as old
import "folder" as folder

workflow main {
  # Nothing is known of the imports, so nothing is said of what is used of them.
  call missing.task_one
  call web.task_two { input: x = 1 }
  Unknown a = task_one.out
  Int b = task_two.out + 1

  output {
    Unknown c = a
    Int d = b
  }
}
