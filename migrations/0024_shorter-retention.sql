CREATE TABLE "shorter_retention" (
	"community_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"days" smallint NOT NULL,
	CONSTRAINT "shorter_retention_community_id_kind_pk" PRIMARY KEY("community_id","kind")
);
--> statement-breakpoint
ALTER TABLE "shorter_retention" ADD CONSTRAINT "shorter_retention_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;