namespace ShimLsp.Server.Cli.Connect;

/// <summary>A file of a client's configuration, and how it is edited to use a gateway.</summary>
/// <param name="Path">Its full path, whether or not it exists.</param>
/// <param name="Edit">Edits it. It may throw <see cref="UneditableException"/>.</param>
internal sealed record ConfigFile(string Path, Action<EditedFile> Edit);
