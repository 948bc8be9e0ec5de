using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Embedded.Evidence;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What a line is taken for.</summary>
public sealed class LineTests
{
    [Theory]
    [InlineData("var a = b;", true)]
    [InlineData("so it goes;", false)]
    [InlineData("foo(bar);", true)]
    [InlineData("}", true)]
    [InlineData("if (a) {", true)]
    [InlineData("public int Count => items.Count;", true)]
    [InlineData("def total(items):", true)]
    [InlineData("x[i] += y[j] * 2", true)]
    [InlineData("rename the class to Basket", false)]
    [InlineData("call save() before load() and tell me what happens to the items then", false)]
    [InlineData("public transport is late again", false)]
    [InlineData("Why does this return null?", false)]
    [InlineData("var let const 차이 알려줘", false)]
    [InlineData("文案\"确认下单\"改为\"提交订单\"", false)]
    [InlineData("== 和 === 区别，什么时候会踩坑", false)]
    [InlineData("var name = \"提交订单\";", true)]
    [InlineData("var a = b; // 提交订单", true)]
    public void Code(string line, bool expected) => (Kind(line) is EvidenceKind.Code).Should().Be(expected);

    [Theory]
    [InlineData("```", true)]
    [InlineData("```cs", true)]
    [InlineData("~~~", true)]
    [InlineData("``x``", false)]
    [InlineData("`x`", false)]
    public void Fence(string line, bool expected) => LineShape.IsFence(line).Should().Be(expected);

    [Theory]
    [InlineData("diff --git a/x b/x", true)]
    [InlineData("@@ -1,2 +1,2 @@", true)]
    [InlineData("+++ b/x", true)]
    [InlineData("--- a/x", true)]
    [InlineData("--- notes", false)]
    [InlineData("+ one more", false)]
    [InlineData("@someone look", false)]
    public void Head_of_a_diff(string line, bool expected) => LineShape.IsDiffHead(line).Should().Be(expected);

    [Theory]
    [InlineData("at Shop.Basket.Total() in Basket.cs:line 3", true)]
    [InlineData("at total (basket.js:3:7)", true)]
    [InlineData("Traceback (most recent call last):", true)]
    [InlineData("File \"a.py\", line 3, in <module>", true)]
    [InlineData("panic: runtime error", true)]
    [InlineData("thread 'main' panicked at src/main.rs:3:5:", true)]
    [InlineData("at noon we deploy", false)]
    [InlineData("thread 'main' is slow", false)]
    [InlineData("File the bug", false)]
    public void Trace(string line, bool expected) => (Kind(line) is EvidenceKind.Trace).Should().Be(expected);

    [Theory]
    [InlineData("- rename x", 2)]
    [InlineData("* rename x", 2)]
    [InlineData("• rename x", 2)]
    [InlineData("1. rename x", 3)]
    [InlineData("12) rename x", 4)]
    [InlineData("123. rename x", 0)]
    [InlineData("-rename x", 0)]
    [InlineData("- ", 0)]
    [InlineData("1.5 is too much", 0)]
    [InlineData("rename x", 0)]
    [InlineData("・項目", 1)]
    [InlineData("① 第一", 1)]
    [InlineData("１．項目", 2)]
    [InlineData("2、再改", 2)]
    [InlineData("（3）测试", 3)]
    [InlineData("(3) test", 4)]
    [InlineData("– пункт", 2)]
    [InlineData("(2024) x", 0)]
    public void Mark_of_a_list(string line, int expected) => LineShape.ListMark(line).Should().Be(expected);

    [Theory]
    [InlineData("Constraints", "contest")]
    [InlineData("CONSTRAINTS:", "contest")]
    [InlineData("Sample Input 1", "contest")]
    [InlineData("Question:", "question")]
    [InlineData("Now comes the question:", "question")]
    [InlineData("Answer:", "answer")]
    [InlineData("## Steps to reproduce", "report")]
    [InlineData("**Describe the bug**", "report")]
    [InlineData("Expected behavior", "report")]
    [InlineData("expected is what I said in the last message, and this is a sentence", "")]
    [InlineData("The answer: 3", "")]
    [InlineData("rename x", "")]
    [InlineData("###", "")]
    [InlineData("1", "")]
    public void Mark_of_a_format(string line, string expected)
    {
        var task = new TaskFeatures();
        LineMarks.BuiltIn.Count(line, task);
        string[] counted =
        [
            .. task.ContestMarks > 0 ? ["contest"] : (string[])[],
            .. task.QuestionMarks > 0 ? ["question"] : (string[])[],
            .. task.EndsWithAnswer ? ["answer"] : (string[])[],
            .. task.ReportMarks > 0 ? ["report"] : (string[])[],
        ];
        string.Join(' ', counted).Should().Be(expected);
    }

    [Theory]
    [InlineData("src/a/b", true)]
    [InlineData("Basket.cs", true)]
    [InlineData("BASKET.CS", true)]
    [InlineData("a/b", false)]
    [InlineData("basket.total", false)]
    [InlineData("https://a.example/x/y.js", false)]
    [InlineData(".cs", false)]
    [InlineData("end.", false)]
    public void Name_of_a_file(string token, bool expected) => FileName.Matches(token).Should().Be(expected);

    private static EvidenceKind Kind(string line) => default(EvidenceScan).Next(line, line);
}
