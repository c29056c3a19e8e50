using System.ComponentModel.DataAnnotations;

namespace Engagement.Server.Hosting;

/// <summary>Where the server keeps files; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// The folder of the SQLite database and, in Development, of the key that signs tokens. Made if it is not there;
    /// relative to the content root. Default <c>data</c>.
    /// </summary>
    [Required]
    public string Directory { get; set; } = "data";
}
