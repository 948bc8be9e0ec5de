using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Models;

public class NameTests
{
    [Theory]
    [InlineData("haku", "haiku")]
    [InlineData("hiaku", "haiku")]
    [InlineData("HAIKU", "haiku")]
    [InlineData("haikuu", "haiku")]
    [InlineData("sonnat", "sonnet")]
    [InlineData("oups", "opus")]
    [InlineData("gemini", "")]
    [InlineData("", "")]
    public void The_nearest_name_is_a_slip_away(string text, string expected) =>
        string.Join(",", NearestNames.Of(text, ["opus", "sonnet", "haiku"])).Should().Be(expected);

    [Fact]
    public void Nearer_names_come_first_and_equal_ones_by_letter() =>
        NearestNames.Of("model-1", ["model-23", "model-2", "model-1x", "other"], 3).Should().Equal("model-1x", "model-2", "model-23");

    [Theory]
    [InlineData(ModelProvider.OpenAI, "openai")]
    [InlineData(ModelProvider.Anthropic, "anthropic")]
    [InlineData(ModelProvider.Ollama, "ollama")]
    [InlineData(ModelProvider.GenericChatCompletionApi, "generic-chat-completion-api")]
    public void A_providers_name_reads_back_as_that_provider(ModelProvider provider, string name)
    {
        provider.ToWireName().Should().Be(name);
        ModelProviderNames.Parse(name).Should().Be(provider);
        ModelProviderNames.All.Should().Contain(name).And.HaveCount(Enum.GetValues<ModelProvider>().Length);
    }
}
