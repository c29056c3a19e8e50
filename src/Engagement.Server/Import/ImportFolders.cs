namespace Engagement.Server.Import;

/// <summary>
/// Finds the files of folders. A folder is read once, however many links lead to it: links may form loops, and two in one folder
/// that lead back to it have more paths than can be walked. Hidden files and folders are passed over.
/// </summary>
/// <param name="isWanted">Chooses files by their names.</param>
internal sealed class ImportFolders(Func<string, bool> isWanted)
{
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = false };

    private readonly HashSet<string> _visited = [];

    /// <summary>The files of a folder and those below it, in the order of their names; they are named as the folder was.</summary>
    public IEnumerable<FileInfo> Find(DirectoryInfo folder)
    {
        var found = new List<FileInfo>();
        var links = new Queue<DirectoryInfo>();
        links.Enqueue(new DirectoryInfo(folder.ToString()));
        while (links.TryDequeue(out var next)) // last, so that a file is named by its own folder where it can be
            Walk(next, found, links);
        return found.OrderBy(f => f.FullName, StringComparer.Ordinal);
    }

    private void Walk(DirectoryInfo top, List<FileInfo> found, Queue<DirectoryInfo> links)
    {
        var folders = new Stack<DirectoryInfo>([top]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                if (!_visited.Add(RealPath.Of(folder.FullName)))
                    continue;
                foreach (var entry in folder.EnumerateFileSystemInfos("*", Here))
                    if (entry is FileInfo file && isWanted(file.Name))
                        found.Add(new FileInfo(Path.Combine(folder.ToString(), file.Name)));
                    else if (entry is DirectoryInfo below)
                        Into(below, new DirectoryInfo(Path.Combine(folder.ToString(), below.Name)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                found.Add(new FileInfo(folder.ToString())); // which cannot be read as a file either, and so is told by its name
            }
        }

        void Into(DirectoryInfo entry, DirectoryInfo folder)
        {
            if (entry.LinkTarget is null)
                folders.Push(folder);
            else
                links.Enqueue(folder);
        }
    }
}

/// <summary>Paths without links.</summary>
internal static class RealPath
{
    /// <summary>As Linux has it.</summary>
    private const int MaxLinks = 40;

    /// <summary>The path with each link in it replaced by what it leads to.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="IOException">There are too many links, as in a loop.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var real = Path.GetPathRoot(path) ?? "";
        var rest = new Stack<string>(PartsOf(path));
        while (rest.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(real, part)); // a target has `..`
            if (new DirectoryInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MaxLinks)
                throw new IOException($"There are too many links in {path}.");
            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target) ?? real : real;
            foreach (var one in PartsOf(target))
                rest.Push(one);
        }
        return real;
    }

    /// <summary>Last first.</summary>
    private static IEnumerable<string> PartsOf(string path) =>
        path[(Path.GetPathRoot(path) ?? "").Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
