namespace Engagement.Server.Hosting;

/// <summary>The folder that relative paths of the configuration start from.</summary>
internal static class ContentRoot
{
    private const string ProjectFile = "Engagement.Server.csproj";

    /// <summary>
    /// The project's folder if the program runs from its build output, so that data lies there wherever it was started
    /// from; null, which is the working directory, if it was published or the configuration names another.
    /// </summary>
    public static string? Find(IEnumerable<string> args)
    {
        if (args.Any(a => a.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase))
            || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
            || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null)
            return null;
        // bin/Debug/net10.0 below the project.
        var project = Path.GetFullPath("../../..", AppContext.BaseDirectory);
        return IsProject(project) ? project : null;
    }

    /// <summary>Whether the folder is that of the server's project.</summary>
    public static bool IsProject(string folder) => File.Exists(Path.Combine(folder, ProjectFile));
}
