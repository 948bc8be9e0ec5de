using CsCheck;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Navigation;

namespace ShimLsp.Core.Tests.Language.Navigation;

/// <summary>Whatever a catalog looks like, a rename to a fresh name changes that name and nothing else.</summary>
public class RenamePropertyTests
{
    private static readonly Gen<string> Names = OneOf("a", "b", "a-2", "m", "M 1", "m-1", "é🙂", "x\"y", "smart", "auto");

    private static readonly Gen<string> Rows = Gen.Select(Names, Names, Gen.Int[0, 4], Layout)
        .Select(
            (slug, model, kind, layout) =>
                kind switch
                {
                    0 => Quoted(model),
                    1 => layout($"\"model\": {Quoted(model)}", "\"provider\": \"ollama\""),
                    _ => layout($"\"slug\": {Quoted(slug)}", $"\"model\": {Quoted(model)}, \"provider\": \"ollama\""),
                }
        );

    private static readonly Gen<string> Catalogs = Gen.Select(Rows.List[1, 6], Names, Names.List[0, 4], Names, Gen.Bool)
        .Select(
            (rows, auto, candidates, alias, writesAuto) =>
                $$"""
                    { "models": [ {{string.Join(", ", rows)}} ],
                      "router": { {{(writesAuto ? $"\"slug\": {Quoted(auto)}, " : "")}}"default": {{Quoted(alias)}},
                        "candidates": [ {{string.Join(
                        ", ",
                        candidates.Select((name, at) => at % 2 == 0 ? Quoted(name) : $"{{ \"slug\": {Quoted(name)} }}")
                    )}} ] },
                      "gateway": { "aliases": { "x": {{Quoted(alias)}}, "y": [ {{Quoted(alias)}}, {{Quoted(auto)}} ] } } }
                    """
        );

    [Fact]
    public void A_rename_to_a_fresh_name_changes_the_name_and_nothing_else() =>
        Gen.Select(Catalogs, Gen.Double[0, 0.999], OneOf("fresh", "f\"r\\esh", "🙂")).Sample(Check, iter: 3_000);

    private static Gen<Func<string, string, string>> Layout =>
        OneOf<Func<string, string, string>>(
            (one, other) => $"{{ {one}, {other} }}",
            (one, other) => $"{{{one},{other}}}",
            (one, other) => $"\r\n  {{\r\n    {one},\r\n    {other}\r\n  }}"
        );

    private static void Check(string text, double at, string name)
    {
        var before = CatalogDocument.Read(text);
        int[] places = [.. Places(before)];
        if (places.Length == 0)
        {
            return;
        }

        var offset = places[(int)(at * places.Length)];
        var target = CatalogRename.PrepareAt(before, offset).Should().BeOfType<RenameResult.Possible>().Which.Slug;
        if (CatalogRename.At(before, offset, name) is not RenameResult.Renamed renamed)
        {
            return; // it would change something else: another test has the cases
        }

        var after = before.Apply(renamed.Edits);
        after.IsWhole.Should().BeTrue();
        (after.Index.Auto, after.Index.Rows.Select(row => row.Slug))
            .Should()
            .BeEquivalentTo((Named(before.Index.Auto), before.Index.Rows.Select(row => Named(row.Slug))));
        after.Index.References.Select(reference => reference.Row?.At).Should().Equal(before.Index.References.Select(one => one.Row?.At));
        after.Parse.Problems.Length.Should().BeLessThanOrEqualTo(before.Parse.Problems.Length);

        // And back: the names are those of before, if a slug that was derived may be written too.
        var written = (after.Index.Find(name)?.SlugNode ?? after.Index.AutoNode)!.Start + 1;
        if (CatalogRename.At(after, written, target) is RenameResult.Renamed back)
        {
            var again = after.Apply(back.Edits);
            again.Index.Rows.Select(row => row.Slug).Should().Equal(before.Index.Rows.Select(row => row.Slug));
        }

        string Named(string slug) => slug == target ? name : slug;
    }

    private static IEnumerable<int> Places(CatalogDocument document) =>
        Enumerable.Range(0, document.Text.Length).Where(at => CatalogRename.PrepareAt(document, at) is RenameResult.Possible);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
