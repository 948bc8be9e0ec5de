using ShimLsp.Core.Routing.Embedded.Evidence;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What people paste: code of twenty languages, traces of as many, logs, data, tables, commands. No line is theirs.</summary>
internal static class EvidenceSamples
{
    public static Dictionary<string, string> Code { get; } =
        new()
        {
            ["C"] =
                "#include <stdio.h>\nint main(void) {\n    int n = 3;\n    // count down\n    while (n > 0)\n"
                + "        printf(\"%d\\n\", n--);\n    return 0;\n}",
            ["C++"] =
                "template <typename T>\nclass Stack : public Base {\npublic:\n"
                + "    void push(const T& value) { items.push_back(value); }\n};",
            ["C#"] = "using System;\nnamespace Shop;\npublic sealed class Basket\n{\n    public int Count => items.Count;\n}",
            ["Java"] =
                "package shop;\nimport java.util.List;\npublic class Basket {\n"
                + "    private final List<Item> items;\n    @Override\n    public int size() {\n"
                + "        return items.size();\n    }\n}",
            ["JavaScript"] =
                "const total = items.reduce((sum, item) => sum + item.price, 0);\nexport default total;\n"
                + "if (total > 3) {\n  alert(total);\n}",
            ["TypeScript"] =
                "import { useState } from 'react';\nexport function useBasket(id: string): Basket {\n"
                + "  const [items, setItems] = useState<Item[]>([]);\n  return { items };\n}",
            ["Python"] =
                "import os\nfrom shop import Basket\n\n@dataclass(frozen=True)\nclass Item:\n"
                + "    \"\"\"One thing in a basket.\"\"\"\n    price: int\n\ndef total(items):\n    # all of them\n"
                + "    result = 0\n    for item in items:\n        result += item.price\n    return result",
            ["Ruby"] =
                "require 'json'\nclass Basket\n  attr_reader :items\n  def total\n" + "    items.sum { |item| item.price }\n  end\nend",
            ["PHP"] = "<?php\nnamespace Shop;\n$total = 0;\nforeach ($items as $item) {\n    $total += $item->price;\n" + "}\necho $total;",
            ["Go"] =
                "package main\nimport \"fmt\"\nfunc total(items []Item) int {\n\tsum := 0\n"
                + "\tfor _, item := range items {\n\t\tsum += item.Price\n\t}\n\treturn sum\n}",
            ["Rust"] =
                "use std::fmt;\npub fn total(items: &[Item]) -> u32 {\n"
                + "    items.iter().map(|item| item.price).sum()\n}\n#[derive(Debug)]\nstruct Item {\n    price: u32,\n}",
            ["Kotlin"] =
                "package shop\nimport shop.Item\nclass Basket(val items: List<Item>) {\n"
                + "    fun total(): Int = items.sumOf { it.price }\n}",
            ["Swift"] =
                "import Foundation\nstruct Basket {\n    var items: [Item] = []\n    func total() -> Int {\n"
                + "        return items.reduce(0) { $0 + $1.price }\n    }\n}",
            ["Scala"] = "object Basket {\n  def total(items: Seq[Item]): Int =\n    items.map(_.price).sum\n}",
            ["Elixir"] =
                "defmodule Basket do\n  def total(items) do\n    items\n    |> Enum.map(& &1.price)\n" + "    |> Enum.sum()\n  end\nend",
            ["Haskell"] = "module Basket where\ntotal :: [Item] -> Int\ntotal items = sum (map price items)",
            ["Lua"] =
                "local basket = {}\nfunction basket.total(items)\n  local sum = 0\n"
                + "  for _, item in ipairs(items) do\n    sum = sum + item.price\n  end\n  return sum\nend",
            ["R"] = "total <- function(items) {\n  sum(items$price)\n}\nplot(total(items))",
            ["SQL"] = "SELECT id, sum(price) AS total\nFROM items\nWHERE basket = 3\nGROUP BY id\nORDER BY total DESC;",
            ["SQL in lower case"] =
                "select city, count(*)\nfrom rides\n" + "join drivers on drivers.id = rides.driver\ngroup by city\norder by 2",
            ["shell"] = "#!/bin/bash\nset -euo pipefail;\nfor file in \"$@\"; do\n  echo \"$file\"\ndone",
            ["Dart"] =
                "import 'dart:io';\nclass Basket extends Object {\n  final List<Item> items = [];\n"
                + "  int get total => items.fold(0, (sum, item) => sum + item.price);\n}",
            ["Julia"] =
                "using Shop;\nfunction total(items)\n    sum = 0\n    for item in items\n"
                + "        sum += item.price\n    end\n    return sum\nend",
        };

    public static Dictionary<string, string> Traces { get; } =
        new()
        {
            ["threads and what each is in"] =
                "Thread 12: Queue.take() <- Worker.run()\nThread 13: Queue.put() <- Feed.push()\n"
                + "Thread 14: Lock.await(long) <- Pool.next()",
            ["Python"] =
                "Traceback (most recent call last):\n  File \"/app/shop.py\", line 12, in total\n"
                + "    return items[0].price\nIndexError: list index out of range",
            ["JavaScript"] =
                "TypeError: Cannot read properties of undefined (reading 'price')\n"
                + "    at total (/app/shop.js:12:7)\n    at Object.<anonymous> (/app/index.js:3:1)\n"
                + "    at node:internal/main/run_main_module:28:49",
            ["Java"] =
                "Exception in thread \"main\" java.lang.NullPointerException: price\n"
                + "\tat shop.Basket.total(Basket.java:12)\n\tat shop.Main.main(Main.java:3)\n"
                + "Caused by: java.io.IOException: closed\n\t... 12 more",
            ["C#"] =
                "Unhandled exception. System.InvalidOperationException: Sequence contains no elements\n"
                + "   at Shop.Basket.Total() in /app/Basket.cs:line 12\n"
                + "--- End of stack trace from previous location ---\n   at Program.Main()",
            ["Go"] =
                "panic: runtime error: index out of range [3] with length 3\ngoroutine 1 [running]:\n"
                + "main.total(0xc000012345)\n\t/app/main.go:12 +0x1d\nmain.main()\n\t/app/main.go:3 +0x2a",
            ["Rust"] =
                "thread 'main' panicked at src/main.rs:12:5:\n"
                + "index out of bounds: the len is 3 but the index is 3\nstack backtrace:\n   0: rust_begin_unwind\n"
                + "             at /rustc/abc/library/std/src/panicking.rs:645:5\n   1: core::panicking::panic_fmt\n"
                + "note: run with `RUST_BACKTRACE=full` for a verbose backtrace.",
            ["a sanitizer"] =
                "==123==ERROR: AddressSanitizer: heap-use-after-free on address 0x602\n"
                + "    #0 0x4a in total /app/shop.c:12\n    #1 0x4b in main /app/main.c:3",
            ["gdb"] =
                "Program received signal SIGSEGV, Segmentation fault.\n"
                + "#0  0x0000555 in total (items=0x0) at shop.c:12\n#1  0x0000556 in main () at main.c:3",
            ["Ruby"] =
                "/app/shop.rb:12:in `total': undefined method `price' for nil (NoMethodError)\n" + "\tfrom /app/shop.rb:3:in `<main>'",
            ["PHP"] =
                "PHP Fatal error:  Uncaught TypeError: total(): Argument #1 in /app/shop.php:12\nStack trace:\n"
                + "#0 /app/index.php(3): total(NULL)\n#1 {main}",
            ["Swift"] =
                "Fatal error: Index out of range: file Swift/Array.swift, line 12\n" + "0   libswiftCore.dylib   0x00007fff1 total + 32",
            ["Elixir"] =
                "** (RuntimeError) no items\n    (shop 0.1.0) lib/basket.ex:12: Basket.total/1\n"
                + "    (elixir 1.15.0) lib/enum.ex:3: Enum.map/2",
            ["Erlang"] =
                "** exception error: no function clause matching basket:total([]) (basket.erl, line 12)\n"
                + "=CRASH REPORT==== 29-Nov-2026",
            ["Haskell"] = "CallStack (from HasCallStack):\n  error, called at src/Basket.hs:12:5 in main:Basket",
            ["Dart"] = "Unhandled exception:\n#0      total (file:///app/shop.dart:12:5)\n<asynchronous suspension>",
            ["Lua"] =
                "lua: shop.lua:12: attempt to index a nil value\nstack traceback:\n" + "\tshop.lua:12: in function 'total'\n\t[C]: in ?",
            ["Perl"] = "Died at shop.pl line 12.\n\tmain::total(undef) called at shop.pl line 3",
            ["R"] = "Error in total(items) : object 'price' not found\nCalls: total -> sum\nExecution halted",
            ["Julia"] =
                "ERROR: LoadError: BoundsError: attempt to access 3-element Vector\nStacktrace:\n"
                + " [1] getindex(A::Vector, i::Int64)\n   @ Base ./array.jl:12",
            ["a shell"] = "./build.sh: line 12: foo: command not found",
        };

    public static Dictionary<string, string> Logs { get; } =
        new()
        {
            ["a plan of PostgreSQL"] =
                "Sort  (cost=812.10..829.60 rows=7000 width=44)\n  Sort Key: rides.started\n"
                + "  ->  Hash Join  (cost=1.09..365.59 rows=7000)\n"
                + "        Hash Cond: (rides.city = cities.id)\n        ->  Seq Scan on rides  (cost=0.00..289.00 rows=7000)\n"
                + "              Filter: (started > '2026-01-01'::date)\nPlanning Time: 0.213 ms\nExecution Time: 9.418 ms",
            ["a plan without costs"] = "Seq Scan on rides\n  Filter: (city = 3)\n  Rows Removed by Filter: 4012",
            ["a service"] =
                "2026-11-29T18:20:48.123Z INFO  shop.api - started in 12 ms\n"
                + "2026-11-29T18:20:49.001Z ERROR shop.api - could not connect to the database",
            ["levels"] = "INFO  starting the worker\nWARN: the queue is full\n[ERROR] could not read the file",
            ["syslog"] = "Nov 29 18:20:48 host sshd[123]: Accepted publickey for me",
            ["access"] = "127.0.0.1 - - [29/Nov/2026:18:20:48 +0000] \"GET / HTTP/1.1\" 200 12",
            ["times"] = "[18:20:48] Starting 'build' and everything else\n18:20:49.123 Finished it after a while",
            ["gcc"] = "shop.c:12:5: error: expected ';' before 'return'\n   12 |     return 0\n      |     ^~~~~~",
            ["tsc"] =
                "src/shop.ts(12,5): error TS2345: Argument of type 'string' is not assignable\n" + "error TS18003: No inputs were found",
            ["rustc"] =
                "error[E0308]: mismatched types\n  --> src/main.rs:12:5\n   |\n12 |     total\n"
                + "   |     ^^^^^ expected `u32`, found `()`",
            ["msbuild"] = "/app/Basket.cs(12,5): error CS1002: ; expected [/app/Shop.csproj]\nBuild FAILED.",
            ["npm"] = "npm ERR! code ELIFECYCLE\nnpm error A complete log of this run can be found in the folder",
            ["make"] = "make: *** [Makefile:12: all] Error 2",
            ["jest"] =
                "FAIL src/shop.test.ts\n  ● total › adds all of the items\n  ✕ adds all of the items (3 ms)\n"
                + "Tests: 1 failed, 2 passed, 3 total",
            ["pytest"] =
                "FAILED tests/test_shop.py::test_total - AssertionError\n"
                + "============ 1 failed in 0.12s ============\nE   assert 3 == 4",
            ["go test"] = "=== RUN   TestTotal\n--- FAIL: TestTotal (0.00s)\nok  \tshop/api\t0.012s",
            ["cargo test"] = "test basket::total ... FAILED\ntest result: FAILED. 1 passed; 1 failed",
            ["eslint"] = "/app/shop.ts:12:5: 'x' is assigned a value but never used",
            ["a plan"] = "QUERY PLAN\n  ->  Seq Scan on items  (cost=0.00..35.50 rows=10 width=4)",
        };

    public static Dictionary<string, (EvidenceKind Kind, string Text)> Others { get; } =
        new()
        {
            ["a git diff"] = (
                EvidenceKind.Diff,
                "diff --git a/shop.py b/shop.py\nindex 12..34 100644\n--- a/shop.py\n"
                    + "+++ b/shop.py\n@@ -1,2 +1,2 @@\n-total = 0\n+total = 1\n same"
            ),
            ["a patch"] = (
                EvidenceKind.Diff,
                "*** Begin Patch\n*** Update File: shop.py\n@@ def total\n-old line of it\n" + "+new line of it\n*** End Patch"
            ),
            ["JSON"] = (EvidenceKind.Data, "{\"name\": \"shop\", \"items\": [1, 2]}\n\"version\": \"1.0.0\",\n\"private\": true,"),
            ["YAML"] = (EvidenceKind.Data, "---\nname: shop\nservices:\n  - web\n  - worker\n  replicas: 3"),
            ["XML"] = (EvidenceKind.Data, "<project>\n  <name>the shop of the town</name>\n</project>"),
            ["TOML"] = (EvidenceKind.Data, "[tool.shop]\nname: shop"),
            ["variables"] = (EvidenceKind.Data, "DATABASE_URL=postgres://localhost/shop\nDEBUG_LEVEL=the highest of all"),
            ["bytes"] = (EvidenceKind.Data, "00000000  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00\n00000010: 0300 3e00 0100 0000"),
            ["addresses"] = (EvidenceKind.Data, "https://a.example/one\nhttps://a.example/two"),
            ["Markdown's table"] = (EvidenceKind.Table, "| name | price |\n| --- | --- |\n| a thing of some kind | 3 |"),
            ["psql"] = (EvidenceKind.Table, " id | name | price\n----+------+-------\n  1 | a    |     3\n(1 row)"),
            ["values"] = (EvidenceKind.Table, "id,name,price,stock\n1,a,3,4\n2,b,4,5"),
            ["columns"] = (EvidenceKind.Table, "NAME         READY   STATUS    RESTARTS\nshop-7d9f    1/1     Running   0"),
            ["a session"] = (
                EvidenceKind.Terminal,
                "$ npm test\nme@host:~/shop$ make all\nPS C:\\shop> dotnet build\n" + ">>> total(items)\nmysql> select 1"
            ),
            ["commands"] = (EvidenceKind.Terminal, "git commit -m \"add the total\"\ndocker run --rm -it shop\ncat shop.log | grep error"),
        };
}
