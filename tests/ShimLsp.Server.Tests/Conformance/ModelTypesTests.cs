namespace ShimLsp.Server.Tests.Conformance;

/// <summary>The types of LSP's model and of the contract's.</summary>
public class ModelTypesTests
{
    [Fact]
    public void Every_type_that_the_models_speak_of_is_there()
    {
        var unknown = LspModel.Instance.Types.Concat(ShimContract.Instance.Types).SelectMany(Mentioned).Where(named => !Exists(named));

        unknown.Should().BeEmpty();
        LspModel.Instance.Requests.Should().NotBeEmpty();
    }

    private static IEnumerable<Shape.Named> Mentioned(Shape shape) =>
        shape switch
        {
            Shape.Named named => [named],
            Shape.List list => Mentioned(list.Element),
            Shape.Tuple tuple => tuple.Elements.SelectMany(Mentioned),
            Shape.Map map => Mentioned(map.Key).Concat(Mentioned(map.Value)),
            Shape.Choice choice => choice.Options.SelectMany(Mentioned),
            Shape.Structure structure => structure.Members.Values.SelectMany(member => Mentioned(member.Shape)),
            _ => [],
        };

    private static bool Exists(Shape.Named named)
    {
        try
        {
            return named.Find(named.Name) is not null;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }
}
