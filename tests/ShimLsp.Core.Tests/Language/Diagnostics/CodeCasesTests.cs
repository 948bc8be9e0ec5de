using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;

namespace ShimLsp.Core.Tests.Language.Diagnostics;

/// <summary>Every code, found where it is and not found where it is not.</summary>
public class CodeCasesTests
{
    public static TheoryData<string> Codes => [.. Names];

    // No editor's text is other than UTF-8, and that there are more problems has no place in it.
    private static IEnumerable<string> Names =>
        CodesOf(typeof(CatalogProblemCode)).Except([CatalogProblemCode.InvalidUtf8, CatalogProblemCode.MoreProblems]);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_code_is_found_at_its_place_and_not_in_the_nearest_right_text(string code)
    {
        var cases = CodeCases.All.Where(each => each.Code == code).ToArray();

        cases.Should().NotBeEmpty("each code needs a text that has it and one that has not");
        foreach (var each in cases)
        {
            Found(each.Wrong, code, each.Facts);
            NotFound(each.Right, code, each.RightFacts ?? each.Facts);
        }
    }

    [Fact]
    public void Every_case_is_of_a_code() => CodeCases.All.Select(each => each.Code).Should().BeSubsetOf(Names);

    [Theory]
    [InlineData(new byte[] { 0x5B, 0x22, 0xFF, 0x22, 0x5D }, true)]
    [InlineData(new byte[] { 0x5B, 0x22, 0x61, 0x22, 0x5D }, false)]
    public void Bytes_that_are_not_UTF8_are_found(byte[] bytes, bool expected) =>
        CatalogDiagnostics
            .Of(CatalogDocument.Read(bytes), CatalogFacts.None)
            .Any(problem => problem.Code == CatalogProblemCode.InvalidUtf8)
            .Should()
            .Be(expected);

    [Theory]
    [InlineData(101, true)]
    [InlineData(100, false)]
    public void That_there_are_more_problems_is_said_where_no_editor_lists_them(int rows, bool expected) =>
        CatalogDocument
            .Read($"[{string.Join(',', Enumerable.Repeat(7, rows))}]")
            .Parse.Problems.Any(problem => problem.Code == CatalogProblemCode.MoreProblems)
            .Should()
            .Be(expected);

    [Theory]
    [InlineData(EditorChecks.Nothing, "wrongType duplicateProperty unreadField")]
    [InlineData(EditorChecks.Json, "wrongType unreadField")]
    [InlineData(EditorChecks.Schema, "unreadField")]
    public void What_an_editor_finds_by_itself_is_left_out(EditorChecks checks, string expected) =>
        string.Join(' ', Codes("[{ LOCAL, \"cost\": true, \"card\": \"x\", \"card\": \"y\", \"colour\": 1 }]", checks: checks))
            .Should()
            .Be(expected);

    [Theory]
    [InlineData(EditorChecks.Nothing, "invalidJson")]
    [InlineData(EditorChecks.Json, "")]
    [InlineData(EditorChecks.Schema, "")]
    public void So_is_a_fault_of_the_JSON_for_one_without_the_schema(EditorChecks checks, string expected) =>
        string.Join(' ', Codes("[{ \"model\": \"m\" \"provider\": \"ollama\" }]", checks: checks)).Should().Be(expected);

    [Theory]
    [InlineData("»[«{ LOCAL }]")]
    [InlineData("// mine\n»{« \"models\": [{ LOCAL }] }")]
    [InlineData("»«")]
    public void What_is_wrong_with_the_file_itself_is_at_the_start_of_its_text(string text) =>
        Found(text, "exposedCatalog", new() { OfFile = [new("exposedCatalog", ProblemSeverity.Warning, "Others can change it.")] });

    [Fact]
    public void A_message_says_what_to_do_in_sentences() =>
        CodeCases
            .All.Where(each => each.Wrong.Length < 1000)
            .SelectMany(each => Problems(each.Wrong, each.Facts))
            .Should()
            .OnlyContain(problem => problem.Message.EndsWith('.') || problem.Message.EndsWith('?'));
}
