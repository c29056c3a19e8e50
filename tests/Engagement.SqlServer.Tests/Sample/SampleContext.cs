using Microsoft.EntityFrameworkCore;

namespace Engagement.SqlServer.Tests.Sample;

/// <summary>
/// A model of the check's own, small and steady, so that the kept statements mean the same whatever becomes of the product's
/// model. It has what trips instruments: a composite key, a token, a JSON column, an identity, an index that is not unique.
/// </summary>
internal sealed class SampleContext(DbContextOptions<SampleContext> options, string collation) : DbContext(options)
{
    public const string SqlServerCollation = "Latin1_General_100_BIN2";
    public const string SqliteCollation = "BINARY";

    public DbSet<Article> Articles => Set<Article>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Reader> Readers => Set<Reader>();
    public DbSet<Marker> Markers => Set<Marker>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Article>(article =>
        {
            article.Property(a => a.Id).ValueGeneratedNever();
            article.Property(a => a.Key).HasMaxLength(200);
            article.HasIndex(a => a.Key).IsUnique();
            article.Property(a => a.Version).IsConcurrencyToken();
            article.Property(a => a.ChangedAt).HasPrecision(3);
            article.ComplexProperty(a => a.Settings).ToJson();
            article.HasMany(a => a.Comments).WithOne().HasForeignKey(c => c.ArticleId);
        });
        modelBuilder.Entity<Comment>(comment =>
        {
            comment.HasKey(c => new { c.ArticleId, c.Seq });
            comment.HasIndex(c => new { c.ArticleId, c.ParentSeq, c.Seq });
            comment.HasOne<Reader>().WithMany().HasForeignKey(c => c.AuthorId);
        });
        modelBuilder.Entity<Reader>().Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<Note>().Property(n => n.Id).ValueGeneratedNever();
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            if (property.ClrType == typeof(string))
                property.SetCollation(collation);
        }
    }
}
