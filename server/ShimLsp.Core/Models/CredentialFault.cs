namespace ShimLsp.Core.Models;

/// <summary>Why a model's key cannot be used.</summary>
public enum CredentialFault
{
    /// <summary>The environment variable is not set, and no secret of that name was given.</summary>
    VariableNotSet,

    /// <summary>Nobody gave the secret.</summary>
    SecretNotGiven,

    /// <summary>The key file does not exist.</summary>
    FileNotFound,

    /// <summary>The key file holds nothing but blanks.</summary>
    FileEmpty,

    /// <summary>The key file cannot be read: it is a folder, too large, or closed to this user.</summary>
    FileUnreadable,

    /// <summary>The key file lies in the workspace but links to a file outside it.</summary>
    FileOutside,

    /// <summary>The catalog comes from the workspace, and the person has not allowed it to send this key to this endpoint.</summary>
    NotAllowed,

    /// <summary>The catalog's reference to the key cannot be read.</summary>
    Malformed,

    /// <summary>The key holds a character that no HTTP header can carry.</summary>
    Unsendable,
}
