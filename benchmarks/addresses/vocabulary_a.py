"""Names of style a."""

from .vocabulary import Vocabulary, names, places

STYLE = Vocabulary(
	cities=places("""
Montréal: Lachine, Verdun, Anjou, LaSalle, Outremont, Saint-Laurent, Pointe-aux-Trembles
Laval: Chomedey, Duvernay, Vimont, Fabreville, Pont-Viau, Sainte-Dorothée
Gatineau: Hull, Aylmer, Buckingham, Masson-Angers
Longueuil: Greenfield Park, Saint-Hubert, LeMoyne
Sherbrooke: Lennoxville, Fleurimont, Rock Forest, Bromptonville
Terrebonne: Lachenaie, La Plaine
Saint-Jérôme: Bellefeuille, Lafontaine, Saint-Antoine
Drummondville: Saint-Nicéphore, Drummondville-Sud
Saint-Hyacinthe: Douville, La Providence, Sainte-Rosalie
Salaberry-de-Valleyfield: Grande-Île, Saint-Timothée
Mont-Tremblant: Saint-Jovite
Rimouski: Sainte-Odile-sur-Rimouski, Le Bic, Pointe-au-Père
Rouyn-Noranda: Évain, Cadillac, McWatters
Thetford Mines: Black Lake, Robertsonville
Beauharnois: Maple Grove, Melocheville
Les Îles-de-la-Madeleine: Cap-aux-Meules, Havre-Aubert, Fatima
"""),
	towns=names("""
Huntingdon, Ormstown, Hemmingford, Havelock, Franklin, Elgin, Godmanchester, Hinchinbrooke, Dundee, Howick
Saint-Chrysostome, Très-Saint-Sacrement, Saint-Rémi, Napierville, Sherrington, Lacolle, Noyan, Clarenceville
Venise-en-Québec, Henryville, Saint-Anicet, Sainte-Barbe, Saint-Stanislas-de-Kostka, Sainte-Clotilde
Saint-Urbain-Premier, Sainte-Martine, Mercier, Châteauguay, Léry, Les Cèdres, Coteau-du-Lac, Les Coteaux
Rivière-Beaudette, Saint-Zotique, Saint-Polycarpe, Saint-Télesphore, Rigaud, Hudson, Vaudreuil-Dorion
Notre-Dame-de-l'Île-Perrot, Pincourt, Terrasse-Vaudreuil, Oka, Saint-Placide, Mirabel, Lachute, Brownsburg-Chatham
Grenville, Harrington, Wentworth, Gore, Mille-Isles, Morin-Heights, Saint-Sauveur, Piedmont, Sainte-Adèle
Val-Morin, Val-David, Sainte-Agathe-des-Monts, Ivry-sur-le-Lac, Lantier, Arundel, Huberdeau, Montcalm, Brébeuf
La Conception, Labelle, La Minerve, L'Ascension, Nominingue, Rivière-Rouge, Mont-Laurier, Ferme-Neuve, Lac-des-Écorces
Kiamika, Chute-Saint-Philippe, Lac-Saguay, Rawdon, Chertsey, Entrelacs, Notre-Dame-de-la-Merci, Saint-Donat, Joliette
Notre-Dame-des-Prairies, Lavaltrie, Lanoraie, Berthierville, Mandeville, L'Épiphanie, L'Assomption, Repentigny
Charlemagne, Mascouche, Sorel-Tracy, Yamaska, Pierreville, Odanak, Baie-du-Febvre, Nicolet, Bécancour, Wickham
Acton Vale, Upton, Roxton Falls, Roxton Pond, Granby, Waterloo, Warden, Bromont, Cowansville, Dunham, Frelighsburg
Bedford, Stanbridge East, Farnham, Ange-Gardien, Rougemont, Marieville, Chambly, Carignan, Richelieu, Beloeil
McMasterville, Otterburn Park, Mont-Saint-Hilaire, Varennes, Verchères, Contrecoeur, Calixa-Lavallée, Magog
Austin, Ogden, Stanstead, Hatley, North Hatley, Ayer's Cliff, Coaticook, Compton, Cookshire-Eaton, Bury, Weedon
Lac-Mégantic, Lac-Drolet, Asbestos, Richmond, Melbourne, Ulverton, Kingsbury, Racine, Valcourt, Lawrenceville
Amos, Barraute, La Sarre, Macamic, Palmarolle, Malartic, Val-d'Or, Senneterre, Ville-Marie, Témiscaming, Chapais
"""),
	saints=names("""
Joseph, Jean, Pierre, Paul, Louis, Antoine, François, Charles, André, Denis, Georges, Michel, Jacques, Marcel
Laurent, Émile, Eugène, Cyrille, Alexis, Ambroise, Anselme, Barthélemy, Basile, Bernard, Calixte, Camille
Casimir, Célestin, Clet, Côme, Cuthbert, Damien, Didace, Édouard, Élie, Esprit, Étienne, Félix, Gabriel, Gédéon
Gérard, Germain, Gilles, Guillaume, Henri, Hermas, Hilaire, Hippolyte, Ignace, Isidore, Janvier, Jude, Julien
Léon, Liguori, Lin, Luc, Malachie, Marc, Martin, Maurice, Médard, Modeste, Narcisse, Norbert, Patrice, Philippe
Prime, Raymond, Robert, Roch, Romain, Sauveur, Sébastien, Simon, Sylvère, Théodore, Thomas, Ubalde, Valère, Victor
Vincent, Zénon, Zéphirin
"""),
	holy_women=names("""
Anne, Marie, Catherine, Marguerite, Thérèse, Cécile, Louise, Denise, Andrée, Marcelle, Élisabeth, Françoise
Geneviève, Jeanne, Julie, Justine, Lucie, Madeleine, Marthe, Monique, Mélanie, Rose, Sabine, Sophie, Ursule
Victoire, Véronique, Agathe, Angèle, Béatrix, Brigide, Christine, Claire, Émélie, Eulalie, Félicité, Hélène
"""),
	town_tails=names("""
-des-Monts, -de-Kildare, -de-Matha, -sur-Richelieu, -de-Beauce, -du-Lac, -de-l'Achigan, -de-Bolton, -d'Abbotsford
-de-Maskinongé, -Nord, -Sud, -de-Brandon, -de-Rodriguez, -de-Milton, -de-Stukely, -de-Bagot, -sur-Yamaska, -de-Caxton
-des-Caps, -de-Clifton, -d'Acton, -de-Standon, -de-Pabos, -sur-Mer, -de-Dudswell, -de-Wakefield, -de-la-Croix
-des-Laurentides, -de-Grantham, -du-Bord, -de-la-Rivière, -des-Bois, -d'Aylmer, -de-Guigues, -de-Wolfestown
"""),
	town_heads=names("""
Lac, Mont, Val, Baie, Rivière, Pointe, Cap, Anse, Île, Grande-Baie, Petit-Lac, Ruisseau, Côteau, Notre-Dame-de
"""),
	former=names("""
Pigeon Hill, Vieux-Moulin, Coteau-Landing, Covey Hill, Athelstan, Cazaville, Port-Lewis, Dewittville, Powerscourt
Kensington, Saint-Pie-Station, Pont-Château, Pointe-Fortune-Ouest, Isle-aux-Foins, Grande-Ligne, Petite-Côte
Allan's Corners, Tatehurst, Brysonville, Aubrey, Riverfield, Corbin, Cannon Corners, Vicars, Maritana, Rockburn
Herdman, Trout River, Glenelm, Teafield, Rang-Double, Station-Bruneau, L'Artifice, Noyan-Jonction, Chartierville-Est
"""),
	surnames=names("""
Tremblay, Gagnon, Roy, Côté, Bouchard, Gauthier, Morin, Lavoie, Fortin, Gagné, Ouellet, Pelletier, Bélanger
Lévesque, Bergeron, Leblanc, Paquette, Girard, Simard, Boucher, Caron, Beaulieu, Cloutier, Dubé, Poirier, Fournier
Lapointe, Leclerc, Lefebvre, Poulin, Thibault, St-Pierre, Nadeau, Martin, Landry, Martel, Bédard, Grenier, Lessard
Bernier, Richard, Michaud, Hébert, Desjardins, Couture, Turcotte, Lachance, Parent, Blais, Gosselin, Savard, Proulx
Beaudoin, Demers, Perreault, Boudreau, Lemieux, Cyr, Perron, Dufour, Dion, Mercier, Bolduc, Bérubé, Boisvert
Langlois, Ménard, Therrien, Plante, Bilodeau, Blanchette, Dubois, Champagne, Paradis, Fortier, Arsenault, Dupuis
Gaudreault, Hamel, Houle, Villeneuve, Rousseau, Gravel, Thériault, Lemay, Robert, Allard, Deschênes, Giroux, Guay
Leduc, Boivin, Charbonneau, Lambert, Raymond, Vachon, Gilbert, Audet, Jean, Larouche, Legault, Trudel, Fontaine
Picard, Labelle, Lacroix, Jacques, Moreau, Carrier, Bernard, Desrosiers, Goulet, Renaud, Dionne, Lapierre
Vaillancourt, Fillion, Lalonde, Tessier, Bertrand, Tardif, Lepage, Gingras, Benoît, Rioux, Giguère, Drouin, Harvey
Lauzon, Nguyen, Gendron, Boutin, Laflamme, Vallée, Dumont, Breton, Paré, Paquin, Robitaille, Gélinas, Duchesne
Lussier, Séguin, Veilleux, Potvin, Gervais, Pépin, Laroche, Morissette, Charron, Lavallée, Laplante, Chabot
Brunet, Vézina, Desrochers, Labrecque, Coulombe, Tanguay, Chouinard, Noël, Pouliot, Lacasse, Daigle, Marcoux
"""),
	first_names=names("""
Jean, Louis, Pierre, Joseph, Marie, Henri, Paul, Georges, Émile, Albert, Alphonse, Adélard, Aimé, Alfred, Armand
Arthur, Augustin, Benjamin, Camille, Cyprien, Donat, Edmond, Édouard, Ernest, Eugène, Félix, Fernand, Gaston
Gérard, Guy, Hector, Honoré, Hubert, Jules, Léo, Léon, Lionel, Lucien, Ludger, Marcel, Maurice, Napoléon, Omer
Oscar, Philippe, Raoul, René, Roger, Rosaire, Thomas, Victor, Wilfrid, Yvon, Alice, Anna, Blanche, Cécile, Claire
Éva, Florence, Gabrielle, Germaine, Idola, Irène, Jeanne, Laure, Léonie, Marguerite, Pauline, Rita, Simone, Thérèse
Marie-Anne, Jean-Baptiste, Louis-Joseph, Jean-Paul, Pierre-Paul, Marie-Rose, Louis-Philippe, Jean-Louis
"""),
	titles=names("""
du Docteur, du Curé, de l'Abbé, du Père, du Notaire, du Juge, du Capitaine, du Colonel, du Frère, de Monseigneur
du Maire, du Sénateur, de la Mère, de Soeur
"""),
	things=names("""
des Érables, des Pins, des Bouleaux, des Ormes, des Chênes, des Cèdres, des Sapins, des Peupliers, des Lilas
des Merisiers, des Saules, des Tilleuls, des Épinettes, des Mélèzes, des Frênes, des Trembles, des Noyers, du Verger
des Pommiers, des Cerisiers, des Roses, des Tulipes, des Marguerites, des Pivoines, des Violettes, des Muguets, du Trèfle
des Hirondelles, des Mésanges, du Merle, du Geai-Bleu, des Pinsons, des Outardes, du Héron, de l'Épervier, du Faucon
des Perdrix, du Huard, du Cardinal, de la Sarcelle, du Chevreuil, de l'Orignal, du Castor, du Renard, des Loups, du Lynx
de l'Église, du Couvent, du Collège, de l'École, du Moulin, de la Gare, du Pont, du Quai, de la Fabrique, du Marché
du Presbytère, du Cimetière, de la Mairie, de l'Hôtel-de-Ville, de la Station, du Parc, du Golf, de l'Aréna, du Barrage
de la Montagne, de la Colline, du Coteau, de la Côte, du Sommet, du Vallon, de la Vallée, de la Prairie, de la Plaine
de la Forêt, du Boisé, du Sous-Bois, de la Clairière, de l'Érablière, de la Sucrerie, du Sentier, du Domaine, du Manoir
du Fleuve, de la Rivière, du Ruisseau, de l'Île, de la Baie, de la Plage, de la Pointe, du Cap, de l'Anse, de la Rive
du Rivage, des Cascades, des Rapides, de la Chute, du Lac, de l'Étang, de la Source, de la Fontaine, du Portage
des Pionniers, des Patriotes, des Fondateurs, des Seigneurs, des Voyageurs, des Bâtisseurs, des Loisirs, des Sports
du Boulanger, du Forgeron, de l'Industrie, de l'Artisan, du Commerce, de l'Aéroport, de la Carrière, de la Briqueterie
du Soleil, de la Lune, de l'Aurore, de l'Horizon, du Plateau, de la Sapinière, des Cantons, des Vétérans, de la Paix
de la Grande-Ligne, du Bord-de-l'Eau, de la Pointe-aux-Chênes, du Bois-Franc, de la Petite-Côte, du Vieux-Moulin
du Trait-Carré, de la Haute-Rive, du Grand-Ruisseau, de la Belle-Étoile, de la Savane, de la Tourbière, des Quatre-Vents
"""),
	waters=names("""
du Lac, de la Rivière, du Ruisseau, de l'Île, de la Baie, de la Pointe, de l'Étang, du Mont, de l'Anse, du Grand-Lac
"""),
	qualities=names("""
Long, Rond, Noir, Vert, Clair, Croche, Bleu, à-la-Truite, des-Sables, aux-Canards, aux-Outardes, du-Castor, Plat
aux-Brochets, à-la-Loutre, des-Îles, Caché, Perdu, aux-Rats, à-l'Ours, Sauvage, Blanc, aux-Pins, de-la-Roche
"""),
	english=names("""
Smith, Brown, Main, Maple, Church, Mill, Wilson, Campbell, King, Queen, Elm, Park, Pine, Oak, River, Station
MacDonald, McGill, Robertson, Stewart, Johnson, Thompson, Clark, Scott, Allen, Cameron, Fraser, Gordon, Graham
Hill, Lakeview, Sunset, Spring, Ridge, Brook, Fairview, Wellington, Victoria, Prince, Murray, Nelson, O'Connor
Ridge Hall, Stage, Covey, Gore, Meadow, White, Hudson, Birch, Cedar, Creek, Blackburn, Cook, Moore, Parker
"""),
	popular=names("""
Rue Principale, Rue de l'Église, Rue Notre-Dame, Rue Saint-Joseph, Rue Saint-Jean-Baptiste, Rue Sainte-Anne
Rue Saint-Louis, Rue Saint-Pierre, Rue du Couvent, Rue des Érables, Rue des Pins, Rue Saint-Antoine, Rue du Moulin
Rue Saint-Charles, Rue de la Fabrique, Rue du Pont, Rue Saint-Paul, Rue Sainte-Marie, Rue Saint-François
Rue Tremblay, Rue Roy, Rue Gagnon, Rue Champlain, Rue Cartier, Rue Lafontaine, Rue Laurier, Rue Victoria
Rue de la Gare, Rue Saint-André, Rue Saint-Georges, Rue Saint-Michel, Rue des Bouleaux, Rue du Parc, Rue Papineau
Chemin du Lac, Chemin de la Montagne, Chemin de la Rivière, Rue Saint-Denis, Rue Sacré-Coeur, Rue Dollard
"""),
	rangs=names("""
de la Rivière, du Bord-de-l'Eau, de la Grande-Ligne, Double, des Soixante, Sainte-Anne, Saint-Joseph, Saint-Charles
Saint-Louis, Saint-Antoine, de l'Église, du Cordon, de la Côte-Double, du Bas, du Haut, des Chutes, Saint-Georges
Saint-Alexis, de la Barbotte, des Écossais, des Irlandais, de la Frontière, du Quarante, du Brûlé, Sainte-Marie
Saint-Jacques, des Sloan, du Petit-Bois, de la Concession, Ruisseau-Saint-Jean, de la Petite-Rivière, Croche
"""),
)
