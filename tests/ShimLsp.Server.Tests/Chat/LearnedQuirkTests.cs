using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>What a session has learned of its models is in its status.</summary>
public sealed class LearnedQuirkTests
{
    [Fact]
    public async Task An_option_that_a_model_refused_is_in_the_status()
    {
        await using var world = await ChatWorld.StartAsync();
        world
            .Upstream["m-cheap"]
            .Answers(
                Answer.Sends("application/json", """{"error":{"message":"temperature is not supported"}}""") with
                {
                    Status = 400,
                },
                Answer.Says("Hi")
            );
        (await world.Client.CallAsync("status")).ShouldCover("""{"learnedQuirks":"-"}""");

        (await world.ChatAsync(more: "\"temperature\":0")).ShouldCover("""{"result":{"slug":"cheap"}}""");

        (await world.Client.CallAsync("status")).ShouldCover("""{"learnedQuirks":{"cheap":["temperature"]}}""");
    }
}
