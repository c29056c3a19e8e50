using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Articles;

internal sealed class ArticleConfiguration : IEntityTypeConfiguration<Article>, IEntityTypeConfiguration<ArticleTerm>, IEntityTypeConfiguration<ArticleAddress>
{
    public const int MaxKeyLength = 200;
    public const int MaxUrlLength = 2000;
    public const int MaxTitleLength = 300;
    public const int MaxMessageLength = 300;
    public const int MaxTermLength = 200;

    /// <summary>RFC 5646, section 4.4.1, recommends room for 35.</summary>
    public const int MaxLanguageLength = 35;

    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.ToTable("Articles");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Key).HasMaxLength(MaxKeyLength);
        builder.Property(a => a.Url).HasMaxLength(MaxUrlLength);
        builder.Property(a => a.UrlHash).HasMaxLength(64);
        builder.Property(a => a.Title).HasMaxLength(MaxTitleLength * TextRules.UnitsPerCharacter);
        builder.Property(a => a.CommentingMessage).HasMaxLength(MaxMessageLength * TextRules.UnitsPerCharacter);
        builder.Property(a => a.Language).HasMaxLength(MaxLanguageLength);
        builder.HasIndex(a => a.Key).IsUnique();
        builder.HasIndex(a => a.UrlHash).IsUnique();
        builder.Property(a => a.ShareCode).HasMaxLength(ShareCode.Length);
        builder.HasIndex(a => a.ShareCode).IsUnique();
        builder.HasIndex(a => a.ChangedAt);
        builder.HasIndex(a => new { a.Commenting, a.ClosesAt });
        builder.HasIndex(a => a.MergedIntoId);
    }

    public void Configure(EntityTypeBuilder<ArticleAddress> builder)
    {
        builder.ToTable("ArticleAddresses");
        builder.HasKey(u => u.Hash);
        builder.Property(u => u.Hash).HasMaxLength(64).ValueGeneratedNever();
        builder.Property(u => u.Url).HasMaxLength(MaxUrlLength);
        builder.HasOne<Article>().WithMany().HasForeignKey(u => u.ArticleId);
    }

    public void Configure(EntityTypeBuilder<ArticleTerm> builder)
    {
        builder.ToTable("ArticleTerms");
        builder.HasKey(t => new { t.ArticleId, t.Kind, t.Position });
        builder.Property(t => t.Value).HasMaxLength(MaxTermLength);
        builder.Property(t => t.Url).HasMaxLength(MaxUrlLength);
        builder.HasIndex(t => new { t.Kind, t.Value, t.ArticleId });
        builder.HasOne<Article>().WithMany().HasForeignKey(t => t.ArticleId);
    }
}
