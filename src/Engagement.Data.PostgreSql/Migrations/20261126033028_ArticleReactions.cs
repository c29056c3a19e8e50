using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ArticleReactions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ArticleReactions",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    ReaderId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleReactions", x => new { x.ArticleId, x.ReaderId });
                    table.ForeignKey(
                        name: "FK_ArticleReactions_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ArticleReactions_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ArticleTallies",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Likes = table.Column<int>(type: "integer", nullable: false),
                    Insightfuls = table.Column<int>(type: "integer", nullable: false),
                    Agrees = table.Column<int>(type: "integer", nullable: false),
                    Disagrees = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleTallies", x => x.ArticleId);
                    table.ForeignKey(
                        name: "FK_ArticleTallies_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_ArticleId_ParentSeq_Shown_ShownReplies_Seq",
                table: "Comments",
                columns: new[] { "ArticleId", "ParentSeq", "Shown", "ShownReplies", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_ArticleReactions_ReaderId_ArticleId",
                table: "ArticleReactions",
                columns: new[] { "ReaderId", "ArticleId" });

            // The order TOP; EF's model has no indexes by expressions.
            migrationBuilder.Sql("""
                CREATE INDEX "IX_Comments_ArticleId_ParentSeq_Shown_Reactions_Seq" ON "Comments" ("ArticleId", "ParentSeq", "Shown", ("Likes" + "Insightfuls" + "Agrees" + "Disagrees"), "Seq");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP INDEX "IX_Comments_ArticleId_ParentSeq_Shown_Reactions_Seq";""");

            migrationBuilder.DropTable(
                name: "ArticleReactions");

            migrationBuilder.DropTable(
                name: "ArticleTallies");

            migrationBuilder.DropIndex(
                name: "IX_Comments_ArticleId_ParentSeq_Shown_ShownReplies_Seq",
                table: "Comments");
        }
    }
}
