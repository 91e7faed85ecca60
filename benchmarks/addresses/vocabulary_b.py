"""Names of style b: other towns, other streets."""

from .vocabulary import Vocabulary, names, places

STYLE = Vocabulary(
	cities=places("""
Québec: Sainte-Foy, Charlesbourg, Beauport, Loretteville, Sillery, Vanier, Val-Bélair, Cap-Rouge
Lévis: Saint-Romuald, Charny, Pintendre, Lauzon, Breakeyville
Saguenay: Jonquière, Chicoutimi, La Baie, Laterrière, Shipshaw, Kénogami
Trois-Rivières: Cap-de-la-Madeleine, Pointe-du-Lac, Trois-Rivières-Ouest
Shawinigan: Grand-Mère, Lac-à-la-Tortue, Shawinigan-Sud
Saint-Jean-sur-Richelieu: Iberville, Saint-Luc, L'Acadie
Saint-Eustache:
Victoriaville: Arthabaska
Saint-Georges: Aubert-Gallion, Saint-Georges-Est
Alma: Delisle, Isle-Maligne
Sept-Îles: Clarke City, Gallix, Moisie
Gaspé: Rivière-au-Renard, L'Anse-au-Griffon
Matane: Petit-Matane, Saint-Luc-de-Matane
La Tuque: La Croche, Parent
La Malbaie: Pointe-au-Pic, Cap-à-l'Aigle
"""),
	towns=names("""
Donnacona, Portneuf, Deschambault-Grondines, Cap-Santé, Neuville, Pont-Rouge, Lac-Sergent, Rivière-à-Pierre, Stoneham
Lac-Beauport, Shannon, Fossambault-sur-le-Lac, L'Ancienne-Lorette, Boischatel, L'Ange-Gardien, Château-Richer, Beaupré
Baie-Saint-Paul, Les Éboulements, Clermont, Notre-Dame-des-Monts, Tadoussac, Les Escoumins, Forestville
Baie-Comeau, Port-Cartier, Havre-Saint-Pierre, Natashquan, Fermont, Dolbeau-Mistassini, Normandin, Albanel, Roberval
Métabetchouan, Hébertville, Desbiens, Chambord, L'Anse-Saint-Jean, Petit-Saguenay, Rivière-Éternité, Bégin, Larouche
Montmagny, L'Islet, Berthier-sur-Mer, Cap-Saint-Ignace, La Pocatière, Kamouraska, Rivière-Ouelle, Mont-Carmel
Rivière-du-Loup, Cacouna, L'Isle-Verte, Trois-Pistoles, Notre-Dame-du-Portage, Témiscouata-sur-le-Lac, Dégelis, Squatec
Pohénégamook, Mont-Joli, Amqui, Causapscal, Sayabec, Val-Brillant, Price, Les Méchins, Cap-Chat, Marsoui, Murdochville
Percé, Chandler, Grande-Rivière, Port-Daniel, Bonaventure, New Carlisle, New Richmond, Maria, Carleton-sur-Mer, Nouvelle
Pointe-à-la-Croix, Matapédia, Sainte-Marie, Beauceville, Vallée-Jonction, Tring-Jonction, East Broughton, Lac-Etchemin
Armagh, Saint-Lambert-de-Lauzon, Scott, Frampton, Plessisville, Princeville, Warwick, Kingsey Falls, Tingwick, Chesterville
Daveluyville, Laurierville, Lyster, Inverness, Disraeli, Irlande, Kinnear's Mills, Leclercville, Lotbinière, Laurier-Station
Gentilly, Fortierville, Manseau, Champlain, Batiscan, Louiseville, Yamachiche, Charette, Maskinongé, Hérouxville, Lac-Bouchette
Maniwaki, Gracefield, Low, Kazabazua, Chelsea, Cantley, Val-des-Monts, La Pêche, Pontiac, Shawville, Fort-Coulonge, Bryson
Campbell's Bay, Chichester, Rapides-des-Joachims, Thurso, Papineauville, Montebello, Fassett, Namur, Duhamel, Ripon, Mayo
Boucherville, Brossard, La Prairie, Candiac, Delson, Kahnawake, Beaconsfield, Pointe-Claire, Dorval, Kirkland, Blainville
Rosemère, Lorraine, Boisbriand, Deux-Montagnes, Prévost, Estérel, Wentworth-Nord, Lac-Simon, Chénéville, Montpellier
"""),
	saints=names("""
Adelphe, Adolphe, Aimé, Albert, Alban, Alexandre, Alphonse, Apollinaire, Arsène, Athanase, Augustin, Benjamin
Benoît, Bonaventure, Bruno, Cléophas, Clément, Cyprien, Damase, David, Dominique, Donat, Edmond, Éloi, Elzéar
Éphrem, Épiphane, Eusèbe, Évariste, Fabien, Ferréol, Fidèle, Flavien, Fortunat, Frédéric, Fulgence, Gervais, Godefroi
Guy, Hubert, Hugues, Irénée, Jean-Baptiste, Jean-de-Dieu, Joachim, Jules, Juste, Lazare, Léandre, Léonard, Ludger
Magloire, Majorique, Mathias, Mathieu, Maxime, Moïse, Nazaire, Nérée, Nicolas, Octave, Odilon, Omer, Onésime, Pacôme
Pamphile, Pascal, Philémon, Philibert, Placide, Prosper, Raphaël, Rémi, René, Rosaire, Samuel, Séverin, Siméon
Stanislas, Tharcisius, Tite, Ulric, Urbain, Valentin, Vallier, Wenceslas, Yves
"""),
	holy_women=names("""
Adèle, Anastasie, Apolline, Aurélie, Blandine, Camille, Croix, Edwidge, Émilie, Euphémie, Famille, Flavie
Florence, Gertrude, Hedwidge, Hénédine, Irène, Jeanne-d'Arc, Luce, Lucienne, Marcelline, Martine, Mathilde, Paule
Perpétue, Pétronille, Praxède, Renée, Rita, Séraphine, Simone, Suzanne, Sylvie, Thècle, Valentine, Zita, Philomène
"""),
	town_tails=names("""
-de-Tring, -de-Bellechasse, -de-Frampton, -des-Aulnaies, -de-Montmagny, -de-Kamouraska, -du-Loup, -de-Rimouski, -de-Métis
-de-Cherbourg, -de-Matapédia, -de-Gaspé, -d'Aston, -de-Horton, -de-Ham, -de-Champlain, -de-Portneuf, -de-Montauban
-d'Orléans, -de-l'Île-d'Orléans, -de-Charlevoix, -de-Roberval, -d'Hébertville, -de-Sales, -de-Taillon, -des-Plaines
-du-Saguenay, -de-Mékinac, -de-l'Érable, -de-Blandford, -de-Lessard, -d'Alma, -le-Jeune, -de-Nazareth, -de-Whitworth
"""),
	town_heads=names("""
Lac-aux, Fort, Belle-Rivière, Grandes-Piles, Haute, Grand-Remous, Petite-Rivière, Anse-à, Ruisseau-à, Notre-Dame-des
Sault, Chute-aux, Havre, Vallée
"""),
	former=names("""
Anse-aux-Gascons, Bic-Station, Cabano, Notre-Dame-du-Lac, Bernierville, Vianney, Halifax-Nord, Rivière-Bleue-Est, Sully
Estcourt, Saint-Éloi-Station, Luceville, Sandy Bay, Metis Beach, Little Metis, Cap-des-Rosiers, Fox River, Griffin Cove
Barachois, Cannes-de-Roches, Douglastown, Haldimand, Wakeham, Sunny Bank, York Centre, Petit-Cap, L'Échouerie, Manche-d'Épée
Gros-Morne, Anse-Pleureuse, Ruisseau-Arbour, Capucins, Grosses-Roches, Dalibaire, Petits-Méchins, Tessierville
"""),
	surnames=names("""
Archambault, Auger, Babin, Barbeau, Baril, Beauchamp, Beauchemin, Beaudry, Beauregard, Bégin, Bellemare, Bellerose
Bergevin, Bienvenue, Bissonnette, Blondin, Boissonneault, Bonenfant, Bonin, Bourassa, Bourdon, Bourgeois, Bourque
Brassard, Brisson, Brochu, Brouillette, Brousseau, Cadieux, Campeau, Cantin, Cardin, Carpentier, Castonguay, Cayer
Chagnon, Chalifoux, Chamberland, Chartrand, Choquette, Clément, Collin, Comeau, Comtois, Corbeil, Cormier, Courchesne
Cousineau, Crête, Croteau, Dallaire, Daneau, Danis, Dansereau, D'Amours, De Bellefeuille, Delisle, Denault, Deslauriers
Desmarais, Despatie, Dorval, Doucet, Doyon, Dubreuil, Dubuc, Duceppe, Duclos, Ducharme, Dufresne, Dugas, Duhamel
Dumais, Dupont, Durand, Dussault, Duval, Émond, Éthier, Faucher, Favreau, Ferland, Filiatrault, Fiset, Fleury, Forget
Fradette, Fréchette, Frenette, Gadbois, Galarneau, Galipeau, Garneau, Gaudet, Geoffrion, Gladu, Godbout, Godin
Goyette, Grandmaison, Grégoire, Guérin, Guertin, Guilbault, Guillemette, Haché, Hardy, Hétu, Hudon, Huot, Jalbert
Joly, Joncas, Juneau, Jutras, Labonté, Labrie, Lacharité, Lacombe, Lafleur, Lafrenière, Lagacé, Laliberté, Lamarche
Lamontagne, Lamothe, Lamy, Langevin, Lanthier, Laporte, Larivière, Larocque, Latulippe, Laurin, Lebel, Lebrun, Lecours
Lefrançois, Legendre, Léger, Lemire, L'Heureux, Levasseur, L'Italien, Loiselle, Lortie, Maheux, Mailhot, Mailloux
Malenfant, Marchand, Marleau, Marquis, Massé, Mathieu, Mayrand, Meunier, Mignault, Moisan, Mongeau, Montpetit, Naud
Normand, Pagé, Paiement, Papillon, Patenaude, Pellerin, Perras, Phaneuf, Piché, Pilon, Pinard, Plamondon, Plouffe
Prévost, Provencher, Quesnel, Racicot, Rajotte, Rivard, Rochette, Roberge, Sansregret, Sauvé, Sénécal, Sirois, Soucy
Sylvestre, Synnott, Taillefer, Théberge, Touchette, Trottier, Vadeboncoeur, Valiquette, Verreault, Viens, Vigneault
"""),
	first_names=names("""
Achille, Adrien, Alcide, Aldéric, Alexandre, Amédée, Anatole, Antonio, Aurèle, Avila, Bernard, Bruno, Calixa, Charles
Clément, Conrad, Damase, Dominique, Édgar, Elzéar, Émery, Étienne, Fabien, Florian, François, Gédéon, Gilles, Gustave
Hervé, Hormisdas, Isaïe, Jacques, Joachim, Lomer, Magloire, Médéric, Michel, Moïse, Norbert, Olivier, Origène, Ovila
Pamphile, Pascal, Réal, Robert, Roland, Sylvio, Théophile, Ulysse, Valmore, Zotique, Agnès, Bernadette, Catherine
Denise, Édith, Émilie, Eugénie, Françoise, Hélène, Henriette, Judith, Lucille, Madeleine, Marcelle, Yvette, Zélia
Charles-Édouard, Jean-Charles, Louis-Georges, Marie-Ange, Pierre-Georges, Joseph-Arthur, Jean-Marie
"""),
	titles=names("""
du Chanoine, du Brigadier, du Général, de l'Amiral, du Major, du Lieutenant, de l'Arpenteur, du Professeur, du Cardinal
du Vicaire, de l'Honorable, du Député, du Chevalier, de Dame
"""),
	things=names("""
des Aubépines, des Aulnes, des Azalées, des Bleuets, des Capucines, des Caryers, du Châtaignier, des Chèvrefeuilles
des Cormiers, des Cyprès, des Dahlias, des Églantiers, des Fougères, des Framboisiers, des Genévriers, des Glaïeuls
des Groseilliers, des Hêtres, des Iris, des Jonquilles, des Lupins, des Magnolias, des Marronniers, des Myosotis
des Nénuphars, des Orchidées, des Pensées, des Pétunias, des Primevères, des Pruniers, des Pruches, de la Quenouille
des Sorbiers, du Sureau, des Thuyas, des Trilles, des Vignes, de l'Aigle, de l'Alouette, du Balbuzard, de la Bécasse
du Bruant, des Bernaches, des Cailles, de la Chouette, des Cigognes, des Colibris, du Cormoran, du Cygne, du Fou-de-Bassan
des Goélands, du Grand-Duc, de la Grive, du Harfang, du Jaseur, du Macareux, du Martin-Pêcheur, des Oies-Blanches
du Pic-Bois, du Roitelet, des Tourterelles, du Blaireau, du Caribou, du Lièvre, de la Loutre, de la Martre, du Vison
de l'Achigan, du Brochet, du Doré, de l'Esturgeon, de l'Éperlan, de la Truite, du Saumon, de la Ouananiche, du Homard
de l'Abbaye, de l'Ancienne-École, de l'Apothicaire, des Archives, de l'Auberge, de la Basilique, de la Beurrerie
de la Caserne, de la Chapelle, du Chantier, du Calvaire, de la Drave, de l'Écluse, de l'Évêché, de la Ferme, du Fort
de la Forge, de la Fromagerie, du Havre, de l'Hôpital, du Magasin, de la Marina, de la Mine, de l'Observatoire, du Palais
de la Place-d'Armes, de la Pulperie, du Relais, de la Scierie, du Séminaire, du Terminus, du Traversier, de l'Usine
des Ancêtres, des Bûcherons, des Bénévoles, des Colons, des Coureurs-de-Bois, des Cultivateurs, des Draveurs, des Pêcheurs
des Meuniers, des Navigateurs, des Semeurs, des Tisserands, des Trappeurs, des Trois-Soeurs, de l'Accueil, de l'Amitié
de la Coopérative, de la Concorde, de l'Espérance, de la Fraternité, du Progrès, de la Relève, de l'Harmonie, du Repos
du Belvédère, du Cratère, de la Falaise, du Fjord, du Golfe, de la Grève, de la Batture, des Marais, de l'Escarpement
du Crépuscule, de l'Étoile-Polaire, du Nordet, du Suroît, de la Tempête, des Aurores, du Vent-du-Nord, de la Brise
"""),
	waters=names("""
du Petit-Lac, de la Fourche, du Rapide, de la Crique, du Bras, du Marais, du Cap, de la Montagne, du Rocher, du Lac-à
"""),
	qualities=names("""
Gris, Rouge, Profond, de-l'Est, de-l'Ouest, aux-Écorces, aux-Saumons, Pelé, Tourmenté, aux-Huîtres, Doré, Chaud
à-la-Perche, de-la-Hache, aux-Foins, aux-Grelots, à-Foin, à-Catherine, des-Neiges, Morin, des-Chicots, aux-Loups
"""),
	english=names("""
Harrison, Walker, Henderson, Taylor, Bishop, Baker, Duncan, Ferguson, Hamilton, Irving, Kerr, Lawson, MacKenzie
McLeod, Morrison, Patterson, Reid, Ross, Sinclair, Turner, Watson, Young, Adams, Barrett, Coleman, Dawson, Elliott
Highland, Lakeshore, Orchard, Willow, Hemlock, Poplar, Beech, Walnut, Harbour, Garden, School, Union, Market, Temple
Mountain View, Old Mill, Woodland, Riverside, Belmont, Summit, Cliff, Bridge, Front, Cross, Windsor, Kent, Essex
O'Neil, Fitzgerald, Sherman, Drummond, Kempt, Restigouche, Loyalist, Shoolbred, Flat
"""),
	popular=names("""
Rue Principale, Rue de l'Église, Rue Saint-Joseph, Rue du Quai, Rue Commerciale, Rue de la Chapelle, Rue Sainte-Famille
Rue Saint-Benoît, Rue Saint-Nicolas, Rue Saint-Alexandre, Rue Saint-David, Rue Saint-Jean-Baptiste, Rue de la Station
Rue du Collège, Rue Notre-Dame, Rue des Ancêtres, Rue du Séminaire, Rue Bourassa, Rue Frontenac, Rue Montcalm
Rue Lévis, Rue Garneau, Rue Taschereau, Rue Deschamps, Rue Beauséjour, Rue Bellevue, Rue de l'Hôpital, Rue Saint-Dominique
Rue de la Ferme, Rue des Bleuets, Rue Bellerive, Rue Montfort, Rue Saint-Mathieu, Rue Saint-Rosaire, Chemin du Fleuve
Chemin de la Chapelle, Rue des Hêtres, Rue Sainte-Jeanne-d'Arc, Rue Racine, Rue de l'Amitié
"""),
	rangs=names("""
de la Chapelle, du Fleuve, Saint-Nicolas, Saint-Alexandre, Saint-Benoît, de la Belle-Anse, du Bras, de la Pêche-à-Morue
des Érables-Rouges, Castor, du Nord, du Sud, Saint-Eusèbe, Saint-Placide, Bellechasse, de la Fourche, des Côtes, Thibodeau
de l'Anse-à-Gilles, du Petit-Sault, Sainte-Hénédine, Sainte-Luce, Taché, des Bas-Côtés, Mississippi, du Bois-Clair, Fraser
de la Cabane-Ronde, Bellevue, Guay, de la Haute-Ville, des Mines
"""),
)
