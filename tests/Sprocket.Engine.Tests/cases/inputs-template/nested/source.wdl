version 1.1

task count {
  input {
    File table
    Int column
    Int skip = 1
    String? separator
  }

  command <<<
    cut -f ~{column} ~{table} | tail -n +~{skip} ~{separator}
  >>>

  parameter_meta {
    column: "the column to count"
  }
}

workflow outer {
  input {
    Array[File] tables
  }

  meta {
    allowNestedInputs: true
  }

  scatter (table in tables) {
    call count { input: table, skip = 2 }
    if (defined(table)) {
      call count as again { input: table, column = 3 }
    }
  }
}
