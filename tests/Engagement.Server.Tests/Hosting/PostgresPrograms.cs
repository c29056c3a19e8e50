using System.Diagnostics;

namespace Engagement.Server.Tests.Hosting;

/// <summary>PostgreSQL's own programs, run as somebody who is not root: as root they refuse to run.</summary>
internal sealed class PostgresPrograms
{
    public const string Superuser = "engagement";

    private static readonly string[] Users = ["postgres", "nobody"];

    private readonly string _bin;
    private readonly string? _user;

    private PostgresPrograms(string bin, string? user) => (_bin, _user) = (bin, user);

    /// <summary>The newest of Debian's folders, else those of the path; null if there are none.</summary>
    public static PostgresPrograms? Find()
    {
        const string debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        var bin = folders.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
        if (bin is null)
            return null;
        return new PostgresPrograms(bin, Environment.IsPrivilegedProcess ? FindUser() : null);
    }

    /// <summary>Makes the folder the property of whoever runs the programs.</summary>
    public Task GiveAsync(string folder) =>
        _user is null ? Task.CompletedTask : RunAsync(new ProcessStartInfo("chown", ["-R", _user, folder]));

    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        return RunAsync(_user is null
            ? new ProcessStartInfo(path, arguments)
            : new ProcessStartInfo("runuser", ["-u", _user, "--", path, .. arguments]));
    }

    private static string FindUser() =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).Intersect(Users).OrderBy(user => Array.IndexOf(Users, user)).First();

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {await output}{await error}");
    }
}
