namespace Engagement.Server.Hosting;

/// <summary>The folder that <see cref="StorageOptions.Directory"/> names.</summary>
internal sealed class StorageFolder(StorageOptions options, IHostEnvironment environment)
{
    /// <summary>Absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Directory, environment.ContentRootPath);
}
