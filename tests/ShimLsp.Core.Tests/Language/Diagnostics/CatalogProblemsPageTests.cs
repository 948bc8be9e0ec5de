using System.Text.RegularExpressions;
using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using static ShimLsp.Core.Tests.Language.Diagnostics.DiagnosticsCheck;

namespace ShimLsp.Core.Tests.Language.Diagnostics;

/// <summary>docs/catalog-problems.md is about every code and no other, and its examples have the problem that they are about.</summary>
public class CatalogProblemsPageTests
{
    private readonly string page = File.ReadAllText(Repository.File("docs/catalog-problems.md"));

    [Fact]
    public void Every_code_has_a_section_and_every_section_a_code() =>
        Sections()
            .Select(section => section.Code)
            .Should()
            .BeEquivalentTo(CodesOf(typeof(CatalogProblemCode)).Concat(CodesOf(typeof(SessionProblemCode))));

    [Fact]
    public void Every_example_has_the_problem_that_it_is_about()
    {
        var examples = Sections()
            .Where(section => section.Text.Contains("```jsonc", StringComparison.Ordinal))
            .Select(section =>
                (section.Code, Text: Regex.Match(section.Text, "```jsonc\n(.*?)```", RegexOptions.Singleline).Groups[1].Value)
            )
            .ToList();

        examples.Should().HaveCountGreaterThan(30);
        examples.Should().AllSatisfy(example => Codes(example.Text).Should().Contain(example.Code, "{0}", example.Text));
    }

    [Fact]
    public void Every_section_says_how_serious_it_is() =>
        Sections()
            .Should()
            .OnlyContain(section =>
                Regex.IsMatch(section.Text, @"^\*(Error|Warning|Info)( or (warning|info))?\.\* [A-Z`].+", RegexOptions.None)
            );

    [Fact]
    public void The_sections_of_the_codes_that_have_a_quick_fix_say_which_and_no_others_do() =>
        Sections()
            .Where(section => Regex.IsMatch(section.Text, @"^\*Quick fix:\* [a-z].+\.$", RegexOptions.Multiline))
            .Select(section => section.Code)
            .Should()
            .BeEquivalentTo(CatalogFixes.Codes);

    private IEnumerable<(string Code, string Text)> Sections() =>
        Regex
            .Matches(page, "^### ([^\n]+)\n\n(.*?)(?=^##|\\z)", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
}
