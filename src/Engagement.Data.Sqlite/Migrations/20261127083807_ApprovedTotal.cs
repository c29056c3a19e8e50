using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ApprovedTotal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ApprovedTotal",
                table: "Campaigns",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ApprovedTotal",
                table: "Campaigns");
        }
    }
}
