using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>Shares what is known of the health of a session's models. Everything is called under the session's lock.</summary>
/// <param name="port">What is shared.</param>
/// <param name="health">The health of the session's models.</param>
/// <param name="writing">The session's lock.</param>
internal sealed class SharingHealth(ISharedSession port, Func<ModelHealth> health, Lock writing)
{
    private readonly HashSet<ModelSlug> untold = [];
    private readonly HashSet<ModelSlug> shared = [];
    private Task settled = Task.CompletedTask;
    private long version;

    /// <summary>The version that the session has.</summary>
    public long Version => version;

    /// <summary>How often the session has told something.</summary>
    public long Steps { get; private set; }

    /// <summary>Tells what has become of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="record">Its record; null if all is well.</param>
    public void Changed(ModelSlug model, byte[]? record)
    {
        Steps++;
        shared.Add(model);
        settled = TakeAsync(settled, model, port.TellHealthAsync(model, record));
    }

    /// <summary>Every model gets another try, here and there.</summary>
    public void Renewed()
    {
        Steps++;
        shared.Clear();
        untold.Clear();
    }

    /// <summary>Tells what could not be told before.</summary>
    public void TellAgain()
    {
        if (untold.Count == 0 || !settled.IsCompleted)
        {
            return;
        }

        ModelSlug[] models = [.. untold];
        untold.Clear();
        foreach (var model in models)
        {
            Changed(model, health().Tell(model));
        }
    }

    /// <summary>The store has lost what it had.</summary>
    public void Restore()
    {
        untold.UnionWith(shared);
        version = 0;
    }

    /// <summary>Takes over what others know, unless something was told since they were asked.</summary>
    /// <param name="state">What is shared.</param>
    /// <param name="seen">The <see cref="Steps"/> before they were asked.</param>
    public void Learn(SharedState state, long seen)
    {
        if (state.Health.IsDefault || Steps != seen || untold.Count > 0 || !settled.IsCompleted)
        {
            return; // the next request reads it
        }

        health().Learn(state.Health, shared);
        shared.Clear();
        shared.UnionWith(state.Health.Select(known => new ModelSlug(known.Model)));
        version = state.HealthVersion;
    }

    private async Task TakeAsync(Task before, ModelSlug model, ValueTask<long?> telling)
    {
        await before.ConfigureAwait(false);
        var told = await telling.ConfigureAwait(false);
        lock (writing)
        {
            if (told is not { } made)
            {
                untold.Add(model);
            }
            else if (made == version + 1)
            {
                version = made; // else somebody else told something in between, and the next request reads it
            }
        }
    }
}
