using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>Two sessions never share anything that can change, so nothing static may change.</summary>
public sealed class StaticStateTests
{
    [Fact]
    public void No_server_assembly_holds_mutable_static_state() =>
        ServerAssemblies.WrittenTypes().SelectMany(StaticState.In).Should().BeEmpty();

    [Theory]
    [InlineData(typeof(Fixed))]
    [InlineData(typeof(Row))]
    [InlineData(typeof(FixedKinds))]
    public void Immutable_state_is_accepted(Type type) => StaticState.In(type).Should().BeEmpty();

    [Theory]
    [InlineData(typeof(Writable), "can be written")]
    [InlineData(typeof(Property), "can be written")]
    [InlineData(typeof(PerThread), "can be written")]
    [InlineData(typeof(Event), "can be written")]
    [InlineData(typeof(Array), "contents")]
    [InlineData(typeof(List), "contents")]
    [InlineData(typeof(Nested), "contents")]
    [InlineData(typeof(Hidden), "contents")]
    [InlineData(typeof(Lock), "contents")]
    [InlineData(typeof(Builder), "contents")]
    [InlineData(typeof(OneWritableKind), "contents")]
    public void Mutable_state_is_found(Type type, string fault) =>
        StaticState.In(type).Should().ContainSingle().Which.Should().Contain(fault);

    private sealed record Row(string Name, ImmutableArray<Row> Below)
    {
        public static Row Empty { get; } = new("", []);
    }

    private sealed record Cell
    {
        public List<int> Numbers { get; init; } = [];
    }

    private static class Fixed
    {
        internal const int Number = 1;
        internal static readonly TimeSpan Time = TimeSpan.Zero;
        internal static readonly ImmutableArray<int?> Many = [1];
        internal static readonly FrozenDictionary<string, (int, decimal)> Table = FrozenDictionary<string, (int, decimal)>.Empty;
        internal static readonly Func<int> Function = () => 1;
        internal static readonly IEquatable<Row> BehindAnInterface = new Row("", []);
    }

    private static class Writable
    {
        internal static int number = 1;
    }

    private static class Property
    {
        internal static string Text { get; set; } = "";
    }

    private static class PerThread
    {
        [ThreadStatic]
        private static int number;

        internal static int Next() => ++number;
    }

    private static class Event
    {
        internal static event EventHandler? Raised = (_, _) => { };
    }

    private static class Array
    {
        internal static readonly int[] Numbers = [1];
    }

    private static class List
    {
        internal static readonly IReadOnlyList<int> Numbers = new List<int> { 1 };
    }

    private static class Nested
    {
        internal static readonly ImmutableArray<Cell> Cells = [];
    }

    private static class Hidden
    {
        internal static readonly object Anything = new Dictionary<int, int>();
    }

    private static class Lock
    {
        internal static readonly System.Threading.Lock Gate = new();
    }

    private static class Builder
    {
        internal static readonly ImmutableArray<int>.Builder Numbers = ImmutableArray.CreateBuilder<int>();
    }

    private abstract record Shape
    {
        public sealed record Circle(double Radius) : Shape;

        public sealed record Group(ImmutableArray<Shape> Shapes) : Shape;
    }

    private static class FixedKinds
    {
        public static readonly ImmutableArray<Shape> Value = [new Shape.Group([new Shape.Circle(1)])];
    }

    private abstract record Animal
    {
        public sealed record Cat : Animal;

        public sealed record Dog(List<string> Tricks) : Animal;
    }

    private static class OneWritableKind
    {
        public static readonly ImmutableArray<Animal> Value = [new Animal.Cat(), new Animal.Dog([])];
    }
}
