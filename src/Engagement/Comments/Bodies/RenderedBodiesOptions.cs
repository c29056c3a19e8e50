using System.ComponentModel.DataAnnotations;

namespace Engagement.Comments.Bodies;

/// <summary>Options of <see cref="RenderedBodies"/>.</summary>
internal sealed class RenderedBodiesOptions
{
    /// <summary>
    /// How much memory the kept texts and their HTML may take, in bytes; 0 keeps none and renders at each read. Default
    /// 32 MiB: about 20,000 comments of 300 characters.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 32 * 1024 * 1024;
}
