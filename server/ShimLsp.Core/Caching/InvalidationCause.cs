namespace ShimLsp.Core.Caching;

/// <summary>
/// Why a session began a new generation. Each cause drops the cached scores and forgets which model each conversation had; only some
/// renew health (<see cref="InvalidationCauses"/>).
/// </summary>
public enum InvalidationCause
{
    /// <summary>Another model became the active one, or the same one again.</summary>
    ModelSwitched,

    /// <summary>The client's configuration changed.</summary>
    ConfigurationChanged,

    /// <summary>The catalog was edited, added, removed or trusted.</summary>
    CatalogChanged,

    /// <summary>A key was given, taken away or rotated.</summary>
    CredentialChanged,

    /// <summary>The session's folder was closed.</summary>
    FoldersChanged,

    /// <summary>A person or a client asked for it.</summary>
    Manual,
}

/// <summary>What follows from a cause.</summary>
public static class InvalidationCauses
{
    /// <summary>
    /// Whether models that were refused or too slow deserve another try: what made them fail may have changed. A new cause does not compile
    /// until it says so here.
    /// </summary>
    /// <param name="cause">The cause.</param>
#pragma warning disable CS8524 // Only for values without a name; a named value that is missing here stays an error (CS8509).
    public static bool RenewsHealth(this InvalidationCause cause) =>
        cause switch
        {
            InvalidationCause.ModelSwitched => false,
            InvalidationCause.ConfigurationChanged => true,
            InvalidationCause.CatalogChanged => true,
            InvalidationCause.CredentialChanged => true,
            InvalidationCause.FoldersChanged => false,
            InvalidationCause.Manual => false,
        };
#pragma warning restore CS8524
}
