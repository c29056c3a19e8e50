using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Articles",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Url = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    UrlHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Title = table.Column<string>(type: "nvarchar(1200)", maxLength: 1200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Commenting = table.Column<int>(type: "int", nullable: false),
                    ClosesAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    CommentingMessage = table.Column<string>(type: "nvarchar(1200)", maxLength: 1200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    ContentVersion = table.Column<long>(type: "bigint", nullable: false),
                    SettingsVersion = table.Column<long>(type: "bigint", nullable: false),
                    LastSeq = table.Column<long>(type: "bigint", nullable: false),
                    ShownTopLevel = table.Column<int>(type: "int", nullable: false),
                    CommentCount = table.Column<int>(type: "int", nullable: false),
                    ParticipantCount = table.Column<int>(type: "int", nullable: false),
                    LastCommentSeq = table.Column<long>(type: "bigint", nullable: false),
                    LastCommentAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Articles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Action = table.Column<int>(type: "int", nullable: false),
                    ActorId = table.Column<long>(type: "bigint", nullable: true),
                    Rule = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ArticleId = table.Column<long>(type: "bigint", nullable: true),
                    Seq = table.Column<long>(type: "bigint", nullable: true),
                    ReaderId = table.Column<long>(type: "bigint", nullable: true),
                    FromState = table.Column<int>(type: "int", nullable: true),
                    ToState = table.Column<int>(type: "int", nullable: true),
                    Reason = table.Column<int>(type: "int", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommitMarkers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommitMarkers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyKeys",
                columns: table => new
                {
                    CallerId = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    InputHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WriteId = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyKeys", x => new { x.CallerId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "Readers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Picture = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    BadgeLines = table.Column<string>(type: "nvarchar(205)", maxLength: 205, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Roles = table.Column<int>(type: "int", nullable: false),
                    JoinedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    TokenIssuedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RefreshedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    BannedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    BannedUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    BanReason = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Readers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReaderStamps",
                columns: table => new
                {
                    ReaderId = table.Column<long>(type: "bigint", nullable: false),
                    NextArticleId = table.Column<long>(type: "bigint", nullable: false),
                    NextSeq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReaderStamps", x => x.ReaderId);
                });

            migrationBuilder.CreateTable(
                name: "ArticleTerms",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Value = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Url = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleTerms", x => new { x.ArticleId, x.Kind, x.Position });
                    table.ForeignKey(
                        name: "FK_ArticleTerms_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Comments",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    ParentSeq = table.Column<long>(type: "bigint", nullable: false),
                    RootSeq = table.Column<long>(type: "bigint", nullable: false),
                    InReplyToSeq = table.Column<long>(type: "bigint", nullable: false),
                    Depth = table.Column<int>(type: "int", nullable: false),
                    AuthorId = table.Column<long>(type: "bigint", nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    Shown = table.Column<bool>(type: "bit", nullable: false),
                    ShownReplies = table.Column<int>(type: "int", nullable: false),
                    ShownDescendants = table.Column<int>(type: "int", nullable: false),
                    AddedVersion = table.Column<long>(type: "bigint", nullable: false),
                    ChangedVersion = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    EditedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    StateChangedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    StateChangedBy = table.Column<long>(type: "bigint", nullable: true),
                    Decisions = table.Column<int>(type: "int", nullable: false),
                    PinRank = table.Column<long>(type: "bigint", nullable: false),
                    Likes = table.Column<int>(type: "int", nullable: false),
                    Insightfuls = table.Column<int>(type: "int", nullable: false),
                    Agrees = table.Column<int>(type: "int", nullable: false),
                    Disagrees = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Comments", x => new { x.ArticleId, x.Seq });
                    table.ForeignKey(
                        name: "FK_Comments_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Comments_Readers_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Participants",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    ReaderId = table.Column<long>(type: "bigint", nullable: false),
                    Comments = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Participants", x => new { x.ArticleId, x.ReaderId });
                    table.ForeignKey(
                        name: "FK_Participants_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Participants_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CommentReports",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    ReaderId = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<int>(type: "int", nullable: false),
                    Details = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentReports", x => new { x.ArticleId, x.Seq, x.ReaderId });
                    table.ForeignKey(
                        name: "FK_CommentReports_Comments_ArticleId_Seq",
                        columns: x => new { x.ArticleId, x.Seq },
                        principalTable: "Comments",
                        principalColumns: new[] { "ArticleId", "Seq" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CommentReports_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CommentRevisions",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentRevisions", x => new { x.ArticleId, x.Seq, x.Number });
                    table.ForeignKey(
                        name: "FK_CommentRevisions_Comments_ArticleId_Seq",
                        columns: x => new { x.ArticleId, x.Seq },
                        principalTable: "Comments",
                        principalColumns: new[] { "ArticleId", "Seq" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QueueItems",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    CommentCreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QueueItems", x => new { x.ArticleId, x.Seq, x.Kind });
                    table.ForeignKey(
                        name: "FK_QueueItems_Comments_ArticleId_Seq",
                        columns: x => new { x.ArticleId, x.Seq },
                        principalTable: "Comments",
                        principalColumns: new[] { "ArticleId", "Seq" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Reactions",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    ReaderId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reactions", x => new { x.ArticleId, x.Seq, x.ReaderId });
                    table.ForeignKey(
                        name: "FK_Reactions_Comments_ArticleId_Seq",
                        columns: x => new { x.ArticleId, x.Seq },
                        principalTable: "Comments",
                        principalColumns: new[] { "ArticleId", "Seq" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Reactions_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_ChangedAt",
                table: "Articles",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Commenting_ClosesAt",
                table: "Articles",
                columns: new[] { "Commenting", "ClosesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Key",
                table: "Articles",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Articles_UrlHash",
                table: "Articles",
                column: "UrlHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ArticleTerms_Kind_Value_ArticleId",
                table: "ArticleTerms",
                columns: new[] { "Kind", "Value", "ArticleId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ActorId_Id",
                table: "AuditEntries",
                columns: new[] { "ActorId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ArticleId_Id",
                table: "AuditEntries",
                columns: new[] { "ArticleId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ArticleId_Seq_Ordinal",
                table: "AuditEntries",
                columns: new[] { "ArticleId", "Seq", "Ordinal" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ReaderId_Id",
                table: "AuditEntries",
                columns: new[] { "ReaderId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CommentReports_ReaderId_ArticleId_Seq",
                table: "CommentReports",
                columns: new[] { "ReaderId", "ArticleId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_ArticleId_AddedVersion",
                table: "Comments",
                columns: new[] { "ArticleId", "AddedVersion" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_ArticleId_ChangedVersion",
                table: "Comments",
                columns: new[] { "ArticleId", "ChangedVersion" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_ArticleId_ParentSeq_Shown_Seq",
                table: "Comments",
                columns: new[] { "ArticleId", "ParentSeq", "Shown", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_ArticleId_PinRank",
                table: "Comments",
                columns: new[] { "ArticleId", "PinRank" },
                filter: "\"PinRank\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_ArticleId_RootSeq_Shown_Seq",
                table: "Comments",
                columns: new[] { "ArticleId", "RootSeq", "Shown", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_AuthorId_CreatedAt_ArticleId_Seq",
                table: "Comments",
                columns: new[] { "AuthorId", "CreatedAt", "ArticleId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_CreatedAt_ArticleId_Seq",
                table: "Comments",
                columns: new[] { "CreatedAt", "ArticleId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_CommitMarkers_CreatedAt",
                table: "CommitMarkers",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyKeys_CreatedAt",
                table: "IdempotencyKeys",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Participants_ReaderId_ArticleId",
                table: "Participants",
                columns: new[] { "ReaderId", "ArticleId" });

            migrationBuilder.CreateIndex(
                name: "IX_QueueItems_Kind_CommentCreatedAt_ArticleId_Seq",
                table: "QueueItems",
                columns: new[] { "Kind", "CommentCreatedAt", "ArticleId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Reactions_ReaderId_ArticleId_Seq",
                table: "Reactions",
                columns: new[] { "ReaderId", "ArticleId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Readers_Subject",
                table: "Readers",
                column: "Subject",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ArticleTerms");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "CommentReports");

            migrationBuilder.DropTable(
                name: "CommentRevisions");

            migrationBuilder.DropTable(
                name: "CommitMarkers");

            migrationBuilder.DropTable(
                name: "IdempotencyKeys");

            migrationBuilder.DropTable(
                name: "Participants");

            migrationBuilder.DropTable(
                name: "QueueItems");

            migrationBuilder.DropTable(
                name: "Reactions");

            migrationBuilder.DropTable(
                name: "ReaderStamps");

            migrationBuilder.DropTable(
                name: "Comments");

            migrationBuilder.DropTable(
                name: "Articles");

            migrationBuilder.DropTable(
                name: "Readers");
        }
    }
}
