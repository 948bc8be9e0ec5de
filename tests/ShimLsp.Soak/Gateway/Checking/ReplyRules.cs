using System.Text.Json;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Driving;
using ShimLsp.Soak.Gateway.Formats;

namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>Whether what an agent got is what the upstream said to it.</summary>
internal static class ReplyRules
{
    /// <summary>Judges a reply that came whole.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="model">The model that the headers name; null if they name none.</param>
    public static IEnumerable<Fault> Judge(Asked asked, HeardReply reply, string? model)
    {
        if (asked.Arrivals is not [.., var last])
        {
            yield return Fault.Wrong($"{asked.Canary} was answered, but the upstream never got it");
            yield break;
        }

        var text = reply.Text.ToString();
        if (Canary.AllIn(text + reply.Arguments).Any(other => other != asked.Canary))
        {
            yield return Fault.Crossed($"{asked.Canary} was answered with '{text}'");
        }
        else if (text != SoakUpstream.TextOf(asked.Canary, last.Model))
        {
            yield return Fault.Lost($"{asked.Canary} was answered with '{text}', as if that were whole");
        }

        if (asked.Canary.Rounds > 0 && (reply.CallId != SoakUpstream.CallOf(asked.Canary) || PathIn(reply) != asked.Canary.ToString()))
        {
            yield return Fault.Lost($"{asked.Canary} got the call {reply.CallId} with {reply.Arguments}");
        }

        if (model != last.Model.Slug)
        {
            yield return Fault.Wrong($"{asked.Canary} was answered by {last.Model}, and the headers say {model}");
        }
    }

    private static string? PathIn(HeardReply reply)
    {
        try
        {
            return JsonElement.Parse(reply.Arguments.ToString()).GetProperty("path").GetString();
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
