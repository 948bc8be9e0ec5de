using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// The stable names of the problems that a session has beside those of its catalog's text, which are in <see cref="CatalogProblemCode"/>.
/// </summary>
public static class SessionProblemCode
{
    /// <summary>A file that must be used does not exist or cannot be read.</summary>
    public const string UnreadableCatalog = "unreadableCatalog";

    /// <summary>The file in force cannot be used as it is now; the last valid catalog stays in use.</summary>
    public const string LastGoodInForce = "lastGoodInForce";

    /// <summary>Other users of the machine can change the catalog.</summary>
    public const string ExposedCatalog = "exposedCatalog";

    /// <summary>Other users of the machine can change a key file.</summary>
    public const string ExposedKeyFile = "exposedKeyFile";

    /// <summary>The model that the person chose is not in the catalog.</summary>
    public const string ActiveModelMissing = "activeModelMissing";

    /// <summary>The classifier cannot be used, because its key is missing.</summary>
    public const string ClassifierLacksKey = "classifierLacksKey";

    /// <summary>What the person chose could not be saved.</summary>
    public const string StateNotWritten = "stateNotWritten";
}
