using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>Random bytes for the secrets that a gateway makes as it starts.</summary>
public sealed class KernelRandomTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(256)]
    public void Every_byte_is_filled_and_no_two_are_the_same(int count)
    {
        var made = Enumerable.Range(0, 64).Select(_ => KernelRandom.Bytes(count)).ToArray();

        made.Should().OnlyContain(bytes => bytes.Length == count);
        made.Select(Convert.ToHexString).Should().OnlyHaveUniqueItems();
        Enumerable.Range(0, count).Should().OnlyContain(at => made.Any(bytes => bytes[at] != 0), "the last byte is random as the first is");
    }

    [Fact]
    public void More_than_the_kernel_gives_whole_is_refused() =>
        FluentActions.Invoking(() => KernelRandom.Bytes(257)).Should().Throw<ArgumentOutOfRangeException>();
}
