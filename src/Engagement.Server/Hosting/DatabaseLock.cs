using Engagement.Data;

namespace Engagement.Server.Hosting;

/// <summary>
/// Keeps a second server off a SQLite file: its writers would not queue behind the first one's, and it would not see what
/// the first one keeps in memory. Held as an open file, so that the system takes it back however the process ends.
/// </summary>
internal sealed class DatabaseLock(DatabaseChoice database) : IDisposable
{
    private FileStream? _file;

    /// <summary>Does nothing for an engine that is a server of its own.</summary>
    /// <exception cref="StartException">Another server has the file.</exception>
    public void Take()
    {
        if (DatabaseSetup.FileOf(database) is not { } path)
            return;
        DatabaseSetup.MakeFolder(database);
        var file = path + ".lock";
        try
        {
            _file = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new StartException(
                $"Another server uses {path}. Stop it, or give this one a folder of its own: --config Storage:Directory=…", e);
        }
    }

    public void Dispose() => _file?.Dispose();
}
