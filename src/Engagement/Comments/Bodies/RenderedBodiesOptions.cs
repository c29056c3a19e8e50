using System.ComponentModel.DataAnnotations;

namespace Engagement.Comments.Bodies;

/// <summary>How much of rendered bodies is kept in memory; section <c>Bodies</c>.</summary>
public sealed class RenderedBodiesOptions
{
    /// <summary>
    /// How much memory the kept texts and their HTML may take, in bytes; 0 keeps none and renders at each read. Default
    /// 32 MiB: about 20,000 comments of 300 characters.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 32 * 1024 * 1024;
}
