using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LiveMode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "LiveMode",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PollSeconds",
                table: "Articles",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LiveMode",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "PollSeconds",
                table: "Articles");
        }
    }
}
