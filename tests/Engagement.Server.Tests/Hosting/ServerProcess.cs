using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Engagement.Server.Tests.Hosting;

/// <summary>What a finished process left.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error);

/// <summary>The built program as a process of its own, for what only a process can show: signals, kill -9, exit codes.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    /// <summary>The root, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => _address.Task.Result; // StartAsync has awaited it

    public int Id => _process.Id;

    /// <summary>All that was written so far.</summary>
    public string Output => Text(_output);

    /// <summary>Starts <c>serve</c> over a folder and waits until it listens.</summary>
    /// <param name="folder">Storage and content root.</param>
    /// <param name="settings">Each <c>Section:Key=value</c>.</param>
    public static Task<ServerProcess> StartAsync(string folder, params string[] settings) => StartAsync(folder, new Dictionary<string, string>(), settings);

    /// <summary>The same with more variables in its environment.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var server = Launch([.. Arguments(folder, settings)], folder, environment);
        try
        {
            var ended = server._process.WaitForExitAsync();
            if (await Task.WhenAny(server._address.Task, ended).WaitAsync(Patience) == ended)
                throw new InvalidOperationException($"The server ended with {server._process.ExitCode}: {server.Output}{Text(server._error)}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs any command over a folder to its end.</summary>
    public static async Task<Finished> RunAsync(string folder, params string[] arguments)
    {
        await using var process = Launch([.. arguments, .. Arguments(folder, [])], folder, new Dictionary<string, string>());
        return await process.WaitAsync();
    }

    /// <summary>SIGTERM, and what the process ended with.</summary>
    public async Task<Finished> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await WaitAsync();
    }

    /// <summary>SIGKILL: nothing of the program runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static IEnumerable<string> Arguments(string folder, IEnumerable<string> settings) =>
        settings.Prepend("urls=http://127.0.0.1:0").Prepend($"contentRoot={folder}").Prepend($"Storage:Directory={folder}")
            .SelectMany(s => new[] { "--config", s });

    private static ServerProcess Launch(string[] arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Engagement.Server.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["HOME"] = folder; // whatever is written beside the storage folder shows there
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
        server._process.OutputDataReceived += (_, line) => server.Take(line.Data);
        server._process.ErrorDataReceived += (_, line) => Append(server._error, line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    private void Take(string? line)
    {
        Append(_output, line);
        if (line is not null && ListeningAt().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private async Task<Finished> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return new Finished(_process.ExitCode, Output, Text(_error));
    }

    private static void Append(StringBuilder builder, string? line)
    {
        lock (builder)
            if (line is not null)
                builder.Append(line).Append('\n');
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
            return builder.ToString();
    }

    /// <summary>In the greeting, and in the log outside Development.</summary>
    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)")]
    private static partial Regex ListeningAt();
}
