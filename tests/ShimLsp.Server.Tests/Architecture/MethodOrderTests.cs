using System.Reflection;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>
/// The order of methods in the native binary is a list of names. The compiler passes over names that it does not know, so a list that
/// nobody writes anew does no harm, and soon no good. This test says when it is time.
/// </summary>
public sealed partial class MethodOrderTests
{
    private static readonly Assembly[] Ours = [typeof(Composition).Assembly, typeof(ModelSpec).Assembly];

    [Fact]
    public void Nine_of_ten_methods_in_the_order_belong_to_types_that_are_there()
    {
        var types = Ours.SelectMany(assembly => assembly.GetTypes()).Select(NameOf).ToHashSet();
        var list = Path.Combine(Repository.Root, "server", "ShimLsp.Server", "method-order.txt");
        var methods = File.ReadLines(list).Where(line => IsOurs().IsMatch(line)).ToArray();

        var known = methods.Count(method => TypesIn(method).Any(types.Contains));

        methods.Should().HaveCountGreaterThan(500);
        known.Should().BeGreaterThan(methods.Length * 9 / 10, "a list that is out of date is no use. Run: npm run order");
    }

    /// <summary>The compiler's name of a type: what is no letter or digit is an underscore.</summary>
    private static string NameOf(Type type) => NoWord().Replace($"{type.Assembly.GetName().Name}_{type.FullName}", "_");

    /// <summary>A method's name follows its type's after two underscores, which both names may have themselves.</summary>
    private static IEnumerable<string> TypesIn(string method) =>
        Enumerable.Range(1, method.Length - 1).Where(at => method.AsSpan(at).StartsWith("__")).Select(at => method[..at]);

    [GeneratedRegex("^(shim_lsp|ShimLsp_Core)_ShimLsp_[^<]*$")]
    private static partial Regex IsOurs();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NoWord();
}
