using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Engagement.Server.Tests.Hosting;

/// <summary>
/// A PostgreSQL of this process alone: own data folder, reached by a Unix socket in it, so that no port is taken.
/// Started when it is first asked for. Its commits are synchronous as in production, and its default collation is
/// a language's, so that an order or comparison that leans on the server's locale fails here.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string FolderPrefix = "engagement-postgres-";
    private const string OwnerFile = "owner.pid";
    private const string PostmasterFile = "postmaster.pid";

    private static readonly Lazy<Task<PostgresCluster?>> Shared = new(StartAsync);
    private static readonly SemaphoreSlim Sweep = new(1);

    private readonly PostgresPrograms _programs;
    private readonly string _folder;
    private IReadOnlyList<int> _standing = [];

    private PostgresCluster(PostgresPrograms programs, string folder) => (_programs, _folder) = (programs, folder);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The running cluster; null if its programs are not on this machine.</summary>
    public static Task<PostgresCluster?> StartedAsync() => Shared.Value;

    public static async Task StopIfStartedAsync()
    {
        if (Shared.IsValueCreated && await Shared.Value is { } cluster)
            await cluster.StopAsync();
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder,
        Username = PostgresPrograms.Superuser,
        Database = database,
        MaxPoolSize = 50,
        IncludeErrorDetail = true,
    }.ToString();

    /// <summary>Another one, whose caller may restart it, and disposes it; null if the programs are not on this machine.</summary>
    public static async Task<PostgresCluster?> StartAsync()
    {
        if (PostgresPrograms.Find() is not { } programs)
            return null;
        await Sweep.WaitAsync();
        try
        {
            await StopOrphansAsync(programs);
        }
        finally
        {
            Sweep.Release();
        }
        var folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        await programs.GiveAsync(folder);
        var cluster = new PostgresCluster(programs, folder);
        await programs.RunAsync(
            "initdb", "-D", cluster.Data, "-U", PostgresPrograms.Superuser, "--auth=trust", "-E", "UTF8", "--no-sync",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US");
        await cluster.ControlAsync("start");
        return cluster;
    }

    /// <summary>As after a crash: connections are cut, nothing is written down first, and the log is replayed.</summary>
    public Task RestartAsync() => ControlAsync("restart", "-m", "immediate");

    /// <summary>As a crash; <see cref="BeginAsync"/> brings it back.</summary>
    public Task EndAsync() => _programs.RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>After <see cref="EndAsync"/>.</summary>
    public Task BeginAsync() => ControlAsync("start");

    /// <summary>Everything of it stands still: connections are taken and stay open, and nothing is answered, until <see cref="ContinueAsync"/>.</summary>
    public async Task StandStillAsync()
    {
        var postmaster = Postmaster() ?? throw new InvalidOperationException("It does not run.");
        await SignalAsync("-STOP", [postmaster]); // first of all, or it would start others
        _standing = [postmaster, .. ChildrenOf(postmaster)];
        await SignalAsync("-STOP", _standing);
    }

    /// <summary>All goes on where it stood; does nothing if it does not stand still.</summary>
    public async Task ContinueAsync()
    {
        if (_standing.Count > 0)
            await SignalAsync("-CONT", _standing);
        _standing = [];
    }

    public async ValueTask DisposeAsync()
    {
        await ContinueAsync();
        await StopAsync();
    }

    private static async Task SignalAsync(string signal, IReadOnlyList<int> processes)
    {
        using var kill = Process.Start("kill", [signal, .. processes.Select(p => $"{p}")]);
        await kill.WaitForExitAsync();
    }

    /// <summary>By <c>/proc</c>: where the tests find PostgreSQL without it, this cannot be asked.</summary>
    private static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat")); // id (name) state parent …
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == $"{parent}")
                    children.Add(id);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return children;
    }

    private Task ControlAsync(params string[] what) => _programs.RunAsync(
        "pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-o", $"-k {_folder} -c listen_addresses='' -c max_connections=400", "-w", .. what]);

    private async Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(Data, PostmasterFile)))
            await EndAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The process that says of itself to serve this data, which may have ended without taking that back; null if there is none.</summary>
    private int? Postmaster()
    {
        var file = Path.Combine(Data, PostmasterFile);
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Stops and deletes what a test process left behind that was killed, or leaves it: another process may be doing the same.</summary>
    private static async Task StopOrphansAsync(PostgresPrograms programs)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = Path.Combine(folder, OwnerFile);
            try
            {
                if (!File.Exists(owner) || !int.TryParse(await File.ReadAllTextAsync(owner), out var id) || IsRunning(id))
                    continue;
                var orphan = new PostgresCluster(programs, folder);
                if (orphan.Postmaster() is { } postmaster && IsRunning(postmaster))
                    await orphan.EndAsync();
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is InvalidOperationException or IOException)
            {
                // No test's fault: its folder stays where it is.
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
