using ShimLsp.Soak.Facts;

namespace ShimLsp.Soak.Driving;

/// <summary>The workspace folders of one connection and their catalogs' files.</summary>
/// <param name="root">The folder that holds them.</param>
/// <param name="front">Editors name a folder by its URI, scripts by its path.</param>
internal sealed class Disk(string root, Front front)
{
    private readonly Dictionary<string, string> catalogs = [];
    private readonly HashSet<string> broken = [];

    /// <summary>Makes a folder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="catalog">What its catalog says at first.</param>
    public FolderFacts Make(string name, CatalogFacts catalog)
    {
        var path = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        var folder = new FolderFacts(front == Front.Lsp ? new Uri(path).AbsoluteUri : path, catalog);
        catalogs[folder.Name] = Path.Combine(Directory.CreateDirectory(Path.Combine(path, ".shim")).FullName, "models.json");
        Write(folder.Name, catalog);
        return folder;
    }

    /// <summary>Puts a catalog in place, in one step as most editors do, or in several as some do.</summary>
    public void Write(string folder, CatalogFacts catalog, bool inPlace = false)
    {
        broken.Remove(folder);
        Put(catalogs[folder], catalog.Text, inPlace);
    }

    /// <summary>Writes text that does not parse.</summary>
    public void Break(string folder)
    {
        broken.Add(folder);
        Put(catalogs[folder], "{ \"models\": [", inPlace: false);
    }

    /// <summary>
    /// Restores the content in force if the file is broken. A session that opened on a broken file would have no catalog.
    /// </summary>
    public void Mend(FolderFacts folder)
    {
        if (broken.Contains(folder.Name))
        {
            Write(folder.Name, folder.Catalog);
        }
    }

    private static void Put(string path, string text, bool inPlace)
    {
        var draft = inPlace ? path : path + ".draft";
        File.WriteAllText(draft, text);
        if (!inPlace)
        {
            File.Move(draft, path, overwrite: true);
        }
    }
}
